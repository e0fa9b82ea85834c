import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Lock, missingEntries } from './complete-lock.ts'

const text = readFileSync('package-lock.json', 'utf8')

test('npm ci accepts the lock file: run scripts/complete-lock.ts after changing a dependency', () => {
  expect(missingEntries(JSON.parse(text) as Lock)).toEqual({})
})

test('the lock file names no registry', () => {
  expect(text).not.toMatch(/"resolved":|https?:\/\/[^"]*\.tgz/)
})

test('an entry that is missing says where it may run', () => {
  const optionalDependencies = {
    '@x/tool-darwin-arm64': '1.2.3',
    '@x/tool-linux-x64-musl': '1.2.3',
    '@x/tool-win32-x64-msvc': '1.2.3',
    '@x/tool-linux-arm64': '1.2.3',
  }
  const lock: Lock = {
    packages: {
      'node_modules/@x/tool': { version: '1.2.3', dev: true, optionalDependencies },
      'node_modules/@x/tool-linux-arm64': { version: '1.2.3', dev: true, optional: true },
    },
  }
  const common = { version: '1.2.3', dev: true, optional: true }
  expect(missingEntries(lock)).toEqual({
    'node_modules/@x/tool-darwin-arm64': { ...common, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/@x/tool-linux-x64-musl': { ...common, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/@x/tool-win32-x64-msvc': { ...common, os: ['win32'], cpu: ['x64'] },
  })
})

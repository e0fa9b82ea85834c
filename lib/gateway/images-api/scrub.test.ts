import { describe, expect, it } from 'vitest'
import { createScrub } from './scrub.ts'

const KEY = 'sk-kQ7/vXw2+LmZ9=RtB4nYc8HsD1pJf6GaE3'
const scrub = createScrub(KEY, 'https://api.gateway.example:8443/v1')

describe('what a gateway says of the key', () => {
  it.each([
    ['whole', `wrong: ${KEY}.`, 'wrong: [key].'],
    ['twice in a row', `${KEY}${KEY}`, '[key][key]'],
    ['its beginning', `wrong: ${KEY.slice(0, 16)}...`, 'wrong: [key]...'],
    ['its end', `wrong: ...${KEY.slice(-12)}`, 'wrong: ...[key]'],
    ['starred out', 'wrong: sk-ab****ef', 'wrong: [key]'],
    ['in an address', `?key=${encodeURIComponent(KEY)}&a=1`, '?key=[key]&a=1'],
  ])('%s', (_, said, shown) => {
    expect(scrub(said)).toBe(shown)
  })

  it.each(['', 'B', 'Be', 'Bearer '])('in base64 after “%s”', (before) => {
    const encoded = Buffer.from(`${before}${KEY} and more`).toString('base64')
    const shown = scrub(encoded)
    expect(shown).toContain('[key]')
    for (let at = 0; at + 12 <= KEY.length; at++) {
      expect(Buffer.from(shown, 'base64').toString('latin1')).not.toContain(KEY.slice(at, at + 12))
    }
  })

  it('is gone before a long text is cut', () => {
    expect(scrub(`${'x'.repeat(590)} ${KEY}`)).not.toContain('sk-')
    expect(scrub(KEY.repeat(1000))).toMatch(/^(\[key\])+$/)
  })
})

it('takes out the address of the gateway, also in an address', () => {
  expect(scrub('from https://api.gateway.example:8443/v1/images')).toBe('from [gateway]/images')
  const encoded = encodeURIComponent('https://api.gateway.example:8443')
  expect(scrub(`from ${encoded}`)).toBe('from [gateway]')
})

it('leaves alone what only looks a little like the key', () => {
  const words = 'Ask for RtB4nYc, sk and a key.'
  expect(scrub(words)).toBe(words)
})

import { expect, test } from 'vitest'
import { hueOf, initials } from './initials.ts'

test.each([
  ['Mei Lin', 'ML'],
  ['mei', 'M'],
  ['Anna von der Heide', 'AH'],
  ['李雷', '李'],
  ['王 小明', '王'],
  ['émile zola', 'ÉZ'],
  ['\u202eevil', 'E'],
  ['<b>Tom</b>', 'B'],
  ['🍌🍌', ''],
  ['🍌 Tom', 'T'],
  ['', ''],
])('%j is shown as %j', (name, expected) => {
  expect(initials(name)).toBe(expected)
})

test('a tint is a hue, the same for the same person and another for another', () => {
  const mei = '8a4f6b7e-3c1d-4f7e-9b2a-0d1c2e3f4a5b'
  expect(hueOf(mei)).toBe(hueOf(mei))
  expect(hueOf(mei)).not.toBe(hueOf('8a4f6b7e-3c1d-4f7e-9b2a-0d1c2e3f4a5c'))
  expect(hueOf('no id')).toBe(0)
})

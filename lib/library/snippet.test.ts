import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SNIPPET_CHARS, snippet } from './snippet.ts'
import { markHits } from './words.ts'

const filler = 'Rows of terraces under a pale sky. '.repeat(30)

test('a short text stays whole', () => expect(snippet('A red lighthouse', 'light')).toBe('A red lighthouse'))

test('a long one is shown around the first hit, from a word on', () => {
  const shown = snippet(`${filler}Then an observatory. ${filler}`, 'observ')
  expect(shown).toMatch(/^…\w.*observatory\. .*…$/)
  expect(shown.length).toBeLessThanOrEqual(SNIPPET_CHARS + 22)
})

test('or from its beginning, where nothing is hit or the hit is near', () => {
  expect(snippet(filler, 'nowhere')).toMatch(/^Rows of terraces .*…$/)
  expect(snippet(filler, 'terraces')).toMatch(/^Rows of terraces .*…$/)
})

test('whatever the text, what is hit is seen and no character is parted', () => {
  const parts = fc.array(fc.constantFrom('灯塔', '雨', 'a pale sky ', '🌊', '，', 'é'), { maxLength: 300 })
  fc.assert(
    fc.property(parts, parts, (before, after) => {
      const shown = snippet(`${before.join('')} zeppelin ${after.join('')}`, 'zeppelin')
      expect(markHits(shown, 'zeppelin').some(({ hit }) => hit)).toBe(true)
      expect(shown.isWellFormed()).toBe(true)
      expect(shown.length).toBeLessThanOrEqual(SNIPPET_CHARS + 22)
    }),
  )
})

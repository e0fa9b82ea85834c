import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { otherNumbers } from './plurals.ts'

describe('the other number of a word', () => {
  test.each([
    ['cat', 'cats'],
    ['box', 'boxes'],
    ['dish', 'dishes'],
    ['glass', 'glasses'],
    ['horse', 'horses'],
    ['shoe', 'shoes'],
    ['berry', 'berries'],
    ['movie', 'movies'],
    ['key', 'keys'],
    ['leaf', 'leaves'],
    ['knife', 'knives'],
    ['wave', 'waves'],
    ['roof', 'roofs'],
    ['cliff', 'cliffs'],
    ['photo', 'photos'],
    ['potato', 'potatoes'],
    ['woman', 'women'],
    ['fireman', 'firemen'],
    ['human', 'humans'],
    ['person', 'people'],
    ['child', 'children'],
  ])('%s and %s are one word', (one, many) => {
    expect(otherNumbers(one)).toContain(many)
    expect(otherNumbers(many)).toContain(one)
  })

  test.each([
    ['glass', 'glas'],
    ['dress', 'dres'],
    ['bus', 'bu'],
    ['gas', 'ga'],
    ['as', 'a'],
    ['news', 'new'],
    ['new', 'news'],
    ['yours', 'your'],
    ['men', 'mans'],
  ])('%s is not %s', (word, other) => expect(otherNumbers(word)).not.toContain(other))

  test.each(['海报', '4k', '16', 'é', '', '1990s'])('“%s” has none', (word) =>
    expect(otherNumbers(word)).toEqual([]),
  )
})

test('of two words each is the other of the other, and none of itself', () => {
  const letters = fc.array(fc.constantFrom(...'acefhimnorsvxyz'), { maxLength: 8 })
  fc.assert(
    fc.property(letters, (parts) => {
      const word = parts.join('')
      for (const other of otherNumbers(word)) {
        expect(other).not.toBe(word)
        expect(otherNumbers(other)).toContain(word)
      }
    }),
    { numRuns: 2_000 },
  )
})

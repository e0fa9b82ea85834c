import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forbiddenWordIn } from './forbidden.ts'

describe('forbiddenWordIn', () => {
  it.each([
    ['a Rival logo', 'rival'],
    ['RIVAL’s shoes', 'rival'],
    ['ｒｉｖａｌ in full width', 'rival'],
    ['ri\u200bval with a hidden character', 'rival'],
    ['用rival做', 'rival'],
    ['我们最好的产品', '最好'],
    ['cheap \n shoes', 'cheap shoes'],
    ['in C++ colours', 'C++'],
    ['ÉTÉ', 'été'],
  ])('finds in %j the word %j', (prompt, word) => {
    expect(forbiddenWordIn(prompt, ['nothing', word])).toBe(word)
  })

  it.each([
    ['arrivals at dawn', 'rival'],
    ['rivalry', 'rival'],
    ['an étéx', 'été'],
    ['shoes, cheap', 'cheap shoes'],
    ['', 'rival'],
    ['anything', ' '],
  ])('does not find in %j the word %j', (prompt, word) => {
    expect(forbiddenWordIn(prompt, [word])).toBeNull()
  })

  it('finds every word between spaces, in any case', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word), word, fc.array(word), (before, hidden, after) => {
        const prompt = [...before, hidden.toUpperCase(), ...after].join(' ')
        expect(forbiddenWordIn(prompt, [hidden])).toBe(hidden)
      }),
    )
  })
})

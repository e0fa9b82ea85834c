import { describe, expect, it } from 'vitest'
import { completeMention, mentionAt, mentionChoices, renumberMentions } from './mentions.ts'

describe('mentions', () => {
  it('begin with an @ at the caret, also inside Chinese', () => {
    expect(mentionAt('put @', 5)).toEqual({ start: 4, query: '' })
    expect(mentionAt('把@1', 3)).toEqual({ start: 1, query: '1' })
    expect(mentionAt('put @ here', 5)).toEqual({ start: 4, query: '' })
  })

  it('are not e-mail addresses, words, or what lies behind the caret', () => {
    expect(mentionAt('mail me@', 8)).toBeNull()
    expect(mentionAt('@home', 5)).toBeNull()
    expect(mentionAt('@1 and', 6)).toBeNull()
  })

  it('offer the numbers that fit', () => {
    expect(mentionChoices({ start: 0, query: '' }, 3)).toEqual([1, 2, 3])
    expect(mentionChoices({ start: 0, query: '1' }, 12)).toEqual([1, 10, 11, 12])
    expect(mentionChoices({ start: 0, query: '4' }, 3)).toEqual([])
    expect(mentionChoices({ start: 0, query: '2' }, 3)).toEqual([])
  })

  it('complete to one number and one space, with the caret behind', () => {
    expect(completeMention('put @ here', { start: 4, query: '' }, 2)).toEqual({
      text: 'put @2 here',
      caret: 7,
    })
    expect(completeMention('put @1', { start: 4, query: '1' }, 12)).toEqual({ text: 'put @12 ', caret: 8 })
  })

  it('are renumbered as a whole, once, and only where a picture is meant', () => {
    const swap = (number: number) => ({ 1: 2, 2: 1, 10: 3 })[number] ?? null
    expect(renumberMentions('@1 @2 @10 @7, a@1 @1st', swap)).toBe('@2 @1 @3 @7, a@1 @1st')
  })
})

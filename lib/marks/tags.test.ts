import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedTags, cleanTag } from './tags.ts'

describe('a tag', () => {
  it('is lower case, composed and single-spaced', () => {
    expect(cleanTag('  Launch \t\n 2026 ')).toBe('launch 2026')
    expect(cleanTag('Cafe\u0301')).toBe('caf\u00e9')
    expect(cleanTag('海报')).toBe('海报')
    expect(cleanTag('safe\u202etxt\u0000')).toBe('safetxt')
    expect(cleanTag(' \u200b ')).toBe('')
  })

  it('stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => cleanTag(cleanTag(text)) === cleanTag(text)),
    )
  })
})

describe('the tags of a picture', () => {
  it('come back to what they were by the inverse change', () => {
    const tags = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'))
    fc.assert(
      fc.property(tags, tags, tags, (before, add, toRemove) => {
        const start = [...before].sort()
        const remove = toRemove.filter((tag) => !add.includes(tag))
        const after = changedTags(start, { add, remove })
        const added = after.filter((tag) => !start.includes(tag))
        const removed = start.filter((tag) => !after.includes(tag))
        expect(changedTags(after, { add: removed, remove: added })).toEqual(start)
      }),
    )
  })
})

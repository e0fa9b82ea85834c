import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markHits, searchTerms, searchWords, tsQuery } from './words.ts'

/** Whether a text with these words is one that the terms ask for, as the database decides it. */
function finds(text: string, query: string): boolean {
  const words = searchWords(text)
  return searchTerms(query).every(
    ({ kind, words: wanted, forms }) =>
      forms.some((form) => words.includes(form)) ||
      wanted.every((word) =>
        kind === 'prefix' ? words.some((w) => w.startsWith(word)) : words.includes(word),
      ),
  )
}
const hits = (text: string, query: string) =>
  markHits(text, query)
    .filter(({ hit }) => hit)
    .map(({ text: part }) => part)

describe('words of a text', () => {
  test('are whole words of any case, width and accent', () => {
    expect(searchWords('A Café, ＣＡＦＥ́ in 16:9 – ﬁne')).toEqual(['a', 'cafe', 'in', '16', '9', 'fine'])
  })

  test('are characters and pairs where nothing is spaced', () => {
    expect(searchWords('产品海报4K')).toEqual(['产', '品', '海', '报', '产品', '品海', '海报', '4k'])
  })

  test('are the same however a Korean or a Japanese text is encoded', () => {
    expect(searchWords('한국'.normalize('NFD'))).toEqual(searchWords('한국'))
    for (const written of ['ㄱㅏ', '\u1100ㅏ', 'ﾡￂ']) expect(searchWords(written)).toEqual(['가'])
    expect(searchWords('がぎ'.normalize('NFD'))).toEqual(searchWords('がぎ'))
    expect(searchWords('か')).not.toEqual(searchWords('が'))
  })

  test('know pictographs, and characters outside the first plane', () => {
    expect(searchWords('go 🚀𠮷野')).toEqual(['go', '🚀', '𠮷', '野', '𠮷野'])
  })

  test('are short enough to be stored', () => {
    expect(searchWords('x'.repeat(3_000))).toEqual(['x'.repeat(64)])
  })
})

describe('terms of a search', () => {
  test('are whole words, and the last one as far as it is typed', () => {
    expect(tsQuery(searchTerms('Red 4K'))).toBe("('red' | 'reds') & '4k':*")
    expect(tsQuery(searchTerms('4K red'))).toBe("'4k' & 'red':*")
    expect(tsQuery(searchTerms('4K red '))).toBe("'4k' & ('red' | 'reds')")
  })

  test('are English nouns in either number', () => {
    expect(tsQuery(searchTerms('cats'))).toBe("('cats':* | 'cat')")
    expect(tsQuery(searchTerms('berry'))).toBe("('berry':* | 'berries')")
    expect(tsQuery(searchTerms('leaves '))).toBe("('leaves' | 'leave' | 'leaf' | 'leafe' | 'leaveses')")
  })

  test('are one character, or the pairs of several', () => {
    expect(tsQuery(searchTerms('海'))).toBe("'海'")
    expect(tsQuery(searchTerms('海报'))).toBe("'海报'")
    expect(tsQuery(searchTerms('海报设计'))).toBe("'海报' & '报设' & '设计'")
  })

  test('are none where there is no word', () => expect(searchTerms(' – "…" ')).toEqual([]))

  test.each([
    ['A red lighthouse at dusk', 'light', true],
    ['A red lighthouse at dusk', 'house', false],
    ['A red lighthouse at dusk', 'red DUSK', true],
    ['A cat on a wall', 'cats', true],
    ['Three cats on two walls', 'cat wall', true],
    ['A pane of glass', 'glas ', false],
    ['New York', 'news', false],
    ['雨中的灯塔，胶片质感', '灯', true],
    ['雨中的灯塔，胶片质感', '灯塔', true],
    ['雨中的灯塔，胶片质感', '塔胶', false],
    ['雨中的灯塔，胶片质感', '胶片 雨', true],
  ])('“%s” by “%s”: %s', (text, query, found) => expect(finds(text, query)).toBe(found))
})

describe('hits', () => {
  test('are marked as they stand in the text', () => {
    expect(markHits('Un Café noir', 'cafe ')).toEqual([
      { text: 'Un ', hit: false },
      { text: 'Café', hit: true },
      { text: ' noir', hit: false },
    ])
    expect(hits('Lighthouses light up', 'light')).toEqual(['Light', 'light'])
    expect(hits('海报与海报设计', '海报')).toEqual(['海报', '海报'])
    expect(hits('ﬁne art', 'fi')).toEqual(['ﬁ'])
    expect(hits('A cat, two cats and a catamaran', 'cats')).toEqual(['cat', 'cats'])
    expect(hits('A cat, two cats and a catamaran', 'cat ')).toEqual(['cat', 'cats'])
    expect(hits('A cat, two cats and a catamaran', 'cat')).toEqual(['cat', 'cat', 'cat'])
  })

  test('do not mark parts of other words', () => expect(hits('bred red', 'red ')).toEqual(['red']))
  test('join where they meet', () => expect(hits('海报设计', '海报 设计')).toEqual(['海报设计']))
})

const odd = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '海',
        '报',
        'light',
        ' ',
        'É',
        'e\u0301',
        'ﬁ',
        'İ',
        'ß',
        '한',
        'ㄱ',
        'ㅏ',
        '🚀',
        '\u0301',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
)

describe('of any text', () => {
  test('every text is found by itself and by each of its words', () => {
    fc.assert(
      fc.property(odd, (text) => {
        expect(finds(text, text)).toBe(true)
        for (const word of searchWords(text)) expect(finds(text, word)).toBe(true)
      }),
    )
  })

  test('the segments are the text, and a text that is all one word is all hit', () => {
    fc.assert(
      fc.property(odd, odd, (text, query) => {
        const marked = markHits(text, query)
        expect(marked.map((part) => part.text).join('')).toBe(text)
        expect(marked.every((part) => part.text !== '')).toBe(true)
        if (searchTerms(text).length > 0) expect(hits(text, text).length).toBeGreaterThan(0)
      }),
    )
  })

  test('words hold nothing that a query would have to quote', () => {
    fc.assert(fc.property(odd, (text) => searchWords(text).every((word) => !/['\\\s]/.test(word))))
  })
})

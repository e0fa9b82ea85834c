import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareIds, comparePath } from './compare-ids.ts'
import { COMPARED, type Compared, differing, promptParts } from './differences.ts'

const facts = (values: Partial<Record<Compared, string>>) =>
  ({ ...Object.fromEntries(COMPARED.map((name) => [name, ''])), ...values }) as Record<Compared, string>

test('names the facts that are not the same in all', () => {
  const same = { model: 'Nano Banana 2', ratio: '1:1' }
  expect([...differing([facts(same), facts({ ...same, tier: '4K' }), facts(same)])]).toEqual(['tier'])
  expect(differing([facts(same), facts(same)]).size).toBe(0)
})

test('marks the words that not every prompt has, in English and Chinese', () => {
  const marked = (prompts: string[]) =>
    promptParts(prompts, 'zh-CN').map((parts) =>
      parts.filter(({ differs }) => differs).map(({ text }) => text),
    )
  expect(marked(['A red pear', 'a green pear'])).toEqual([['red'], ['green']])
  expect(marked(['雨夜的街道', '雨夜的海边'])).toEqual([['街道'], ['海边']])
})

test('loses nothing of a prompt', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 9 }), (prompts) => {
      const whole = promptParts(prompts, 'en').map((parts) => parts.map(({ text }) => text).join(''))
      expect(whole).toEqual(prompts)
    }),
  )
})

test('reads up to nine ids from an address, each once, and nothing else', () => {
  const ids = Array.from(
    { length: 12 },
    (_, n) => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
  )
  const search = new URL(comparePath([...ids, 'nonsense']), 'http://x').searchParams
  expect(compareIds(search.get('ids'))).toEqual(ids.slice(0, 9))
  expect(compareIds(`${ids[0]},${ids[0]}`)).toEqual([ids[0]])
  expect(compareIds(null)).toEqual([])
})

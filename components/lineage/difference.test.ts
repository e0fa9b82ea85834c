import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf, isSame, promptDifference } from './difference.ts'

const reference = (id: string) => ({
  id,
  kind: 'bytes' as const,
  url: null,
  name: `${id}.png`,
  mime: 'image/png',
  width: 10,
  height: 10,
  bytes: 10,
  thumbHash: null,
  converted: false,
})
const RUN = {
  prompt: 'a red fox in the snow',
  references: [reference('a'), reference('b'), reference('d')],
  roles: [null, null, 'style' as const],
  model: 'nano-banana-2',
  ratio: '1:1' as const,
  tier: '1K' as const,
  temperature: null,
  kit: null,
  useCase: null,
}

describe('promptDifference', () => {
  it('tells words apart, in Chinese too', () => {
    expect(promptDifference('a red fox in the snow', 'a grey fox in snow')).toEqual([
      { kind: 'same', text: 'a ' },
      { kind: 'removed', text: 'red' },
      { kind: 'added', text: 'grey' },
      { kind: 'same', text: ' fox in ' },
      { kind: 'removed', text: 'the ' },
      { kind: 'same', text: 'snow' },
    ])
    const parts = promptDifference('雪地里的红色狐狸', '雪地里的灰色狐狸')
    expect(parts.find(({ kind }) => kind === 'removed')?.text).toContain('红')
    expect(parts.find(({ kind }) => kind === 'added')?.text).toContain('灰')
    expect(parts.at(-1)).toEqual({ kind: 'same', text: '狐狸' })
  })

  it('loses and invents nothing', () => {
    const text = fc.array(fc.constantFrom('a', ' ', 'fox', '狐狸', '，', '👩‍🚀', '\n', '"'), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const parts = promptDifference(a.join(''), b.join(''))
        const without = (gone: string) => parts.filter(({ kind }) => kind !== gone).map((part) => part.text)
        expect(without('added').join('')).toBe(a.join(''))
        expect(without('removed').join('')).toBe(b.join(''))
      }),
    )
  })

  it('tells prompts of another picture as two, not as words among words', () => {
    const parts = promptDifference(
      'a planet with rings and moons',
      'the moons of a lane in Shanghai by night',
    )
    expect(parts.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('gives up on long prompts that have nothing in common', () => {
    const words = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word}${at}`).join(' ')
    expect(promptDifference(words('a'), words('b')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})

describe('differenceOf', () => {
  it('is nothing for the same request', () => {
    const difference = differenceOf(RUN, { ...RUN })
    expect(difference.prompt).toBeNull()
    expect(isSame(difference)).toBe(true)
  })

  it('names references and settings that differ, and no others', () => {
    const difference = differenceOf(RUN, {
      ...RUN,
      references: [reference('b'), reference('c'), reference('d')],
      roles: [null, null, 'subject'],
      model: 'nano-banana-pro',
      tier: '4K',
      temperature: 0.5,
      kit: { id: 'k', version: 2, name: 'Winter' },
    })
    expect(difference.references.added.map((used) => used.reference.id)).toEqual(['c', 'd'])
    expect(difference.references.removed.map((used) => used.reference.id)).toEqual(['a', 'd'])
    expect(difference.settings).toEqual([
      { name: 'model', from: 'Nano Banana 2', to: 'Nano Banana Pro' },
      { name: 'tier', from: '1K', to: '4K' },
      { name: 'temperature', from: null, to: '0.5' },
      { name: 'kit', from: null, to: 'Winter 2' },
    ])
    expect(isSame(difference)).toBe(false)
  })
})

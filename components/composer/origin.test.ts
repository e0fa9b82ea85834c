import { describe, expect, it } from 'vitest'
import { reduceComposer } from './composer-reducer.ts'
import { type ComposerForm, DEFAULT_FORM } from './form.ts'
import { withOrigin } from './origin.ts'

const REUSED: ComposerForm = {
  ...DEFAULT_FORM,
  prompt: 'a fox',
  ratio: '9:16',
  useCase: 'story',
  parent: { imageId: 'i', derivation: 'reuse' },
}
const derivation = (change: Partial<ComposerForm>) =>
  withOrigin(REUSED, { ...REUSED, ...change }).parent?.derivation

describe('what a run goes on from', () => {
  it('stays the same recipe while only the number and who sees it change', () => {
    expect(derivation({ n: 4, private: true })).toBe('reuse')
  })

  it('is another size of it, a branch of it, or nothing of it', () => {
    expect(derivation({ tier: '4K' })).toBe('resize')
    expect(derivation({ tier: '4K', prompt: 'a fox at night' })).toBe('branch')
    expect(derivation({ temperature: 1.2 })).toBe('branch')
    expect(derivation({ prompt: ' ' })).toBeUndefined()
    expect(withOrigin(REUSED, REUSED, true).parent?.derivation).toBe('branch')
  })

  it('is what it is set to', () => {
    const parent = { imageId: 'other', derivation: 'reuse' as const }
    expect(withOrigin(REUSED, { ...REUSED, prompt: 'else', parent }).parent).toEqual(parent)
  })

  it('is followed by the composer, for another model too', () => {
    const state = { form: REUSED, references: [], changes: [] }
    expect(reduceComposer(state, { type: 'set', values: { tier: '2K' } }).form.parent?.derivation).toBe(
      'resize',
    )
    expect(reduceComposer(state, { type: 'model', model: 'nano-banana-pro' }).form.parent?.derivation).toBe(
      'branch',
    )
  })
})

describe('a size for a use', () => {
  it('ends with another shape, and not with another size', () => {
    expect(withOrigin(REUSED, { ...REUSED, ratio: '1:1' }).useCase).toBeUndefined()
    expect(withOrigin(REUSED, { ...REUSED, ratio: '4:5', useCase: 'post-portrait' }).useCase).toBe(
      'post-portrait',
    )
    expect(withOrigin(REUSED, { ...REUSED, tier: '4K' }).useCase).toBe('story')
  })
})

import { describe, expect, it } from 'vitest'
import type { FoundRecipeDto } from '#lib/recipes/schema.ts'
import { missingOf, recipeState } from './recipe-state.ts'

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

const RECIPE: FoundRecipeDto = {
  from: 'embedded',
  prompt: '把 @3 放到 @1 里，像 @2',
  model: 'nano-banana-pro',
  ratio: '9:16',
  tier: null,
  temperature: null,
  references: [
    { name: 'a.png', role: null, reference: reference('a') },
    { name: 'gone.png', role: 'style', reference: null },
    { name: 'c.png', role: 'product', reference: reference('c') },
  ],
  kit: null,
  missingKit: 'Winter',
  useCase: 'story',
  imageId: 'i',
  private: false,
}

describe('a restored recipe', () => {
  it('has the references that are to be had, and mentions that stay with them', () => {
    const { form, references } = recipeState(RECIPE, {})
    expect(form.prompt).toBe('把 @2 放到 @1 里，像 @2')
    expect(references).toMatchObject([
      { reference: { id: 'a' } },
      { reference: { id: 'c' }, role: 'product' },
    ])
    expect(form).toMatchObject({
      tier: '1K',
      n: 1,
      useCase: 'story',
      parent: { imageId: 'i', derivation: 'reuse' },
    })
    expect(missingOf(RECIPE)).toEqual(['gone.png', 'Winter'])
  })

  it('goes on from nothing where the picture is not here, and stays private where anything was', () => {
    const { form } = recipeState({ ...RECIPE, imageId: null }, { private: true })
    expect(form.parent).toBeUndefined()
    expect(form.private).toBe(true)
    expect(recipeState({ ...RECIPE, private: true }, { private: false }).form.private).toBe(true)
  })
})

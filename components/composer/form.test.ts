import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAgainstModel } from '#lib/generations/limits.ts'
import { MODELS, RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { DEFAULT_FORM, likelySize, switchModel } from './form.ts'

describe('switchModel', () => {
  it('keeps what the other model can do and says nothing', () => {
    const form = {
      ...DEFAULT_FORM,
      prompt: 'a boat',
      ratio: '16:9',
      tier: '4K',
      n: 4,
      temperature: 0.5,
    } as const
    const switched = switchModel(form, 'nano-banana-pro')
    expect(switched).toEqual({ form: { ...form, model: 'nano-banana-pro' }, changes: [] })
  })

  it('takes the nearest size and ratio where the other model lacks them, and names both', () => {
    const switched = switchModel({ ...DEFAULT_FORM, ratio: '1:8', tier: '512' }, 'nano-banana-pro')
    expect(switched.form).toMatchObject({ ratio: '9:16', tier: '1K' })
    expect(switched.changes).toEqual([
      { field: 'ratio', from: '1:8', to: '9:16' },
      { field: 'tier', from: '512', to: '1K' },
    ])
  })

  it('brings a temperature into the range of the other model', () => {
    const switched = switchModel({ ...DEFAULT_FORM, temperature: 3 }, 'nano-banana-pro')
    expect(switched.changes).toEqual([{ field: 'temperature', from: 3, to: 2 }])
  })

  it('never leaves a form that the model refuses', () => {
    const forms = fc.record({
      prompt: fc.constant('x'),
      model: fc.constantFrom(...MODELS.map(({ id }) => id), 'unheard-of'),
      ratio: fc.constantFrom(...RATIO_CHOICES),
      tier: fc.constantFrom(...TIERS),
      n: fc.integer({ min: 1, max: 8 }),
      temperature: fc.option(fc.double({ min: -5, max: 5, noNaN: true })),
    })
    fc.assert(
      fc.property(forms, fc.constantFrom(...MODELS.map(({ id }) => id)), (form, model) => {
        const switched = switchModel(form, model).form
        expect(checkAgainstModel({ ...switched, referenceIds: [] })).toEqual([])
      }),
    )
  })
})

describe('likelySize', () => {
  const reference = {
    id: 'a',
    kind: 'bytes' as const,
    url: null,
    name: 'a.png',
    mime: 'image/png',
    width: 1920,
    height: 1080,
    bytes: 1,
    thumbHash: null,
    converted: false,
  }

  it('follows the first reference on Auto, and is square without one', () => {
    expect(likelySize(DEFAULT_FORM, '2K', reference)).toEqual({ width: 2752, height: 1536 })
    expect(likelySize(DEFAULT_FORM, '2K', undefined)).toEqual({ width: 2048, height: 2048 })
    expect(likelySize(DEFAULT_FORM, '1K', { ...reference, width: null })).toEqual({
      width: 1024,
      height: 1024,
    })
  })

  it('is the chosen ratio otherwise', () => {
    expect(likelySize({ ...DEFAULT_FORM, ratio: '3:4' }, '1K', reference)).toEqual({
      width: 896,
      height: 1200,
    })
  })
})

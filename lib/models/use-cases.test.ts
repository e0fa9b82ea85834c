import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import en from '#messages/en.json'
import zh from '#messages/zh-CN.json'
import { MODELS, modelProfile, pixelsFor, TIERS } from './catalogue.ts'
import { cropFor, findUseCase, isEnlarged, planFor, USE_CASES } from './use-cases.ts'

const size = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
})

describe('use-case sizes', () => {
  it('have names in both languages, and ids of their own', () => {
    const ids = USE_CASES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const messages of [en, zh])
      expect(Object.keys(messages.recipes.use.name).sort()).toEqual([...ids].sort())
    expect(findUseCase('story')).toMatchObject({ width: 1080, height: 1920 })
    expect(findUseCase('poster')).toBeNull()
    expect(findUseCase(null)).toBeNull()
  })

  it.each(MODELS.map(({ id }) => id))(
    'get the smallest size of %s that has their pixels, or the largest',
    (model) => {
      const { ratios, tiers } = modelProfile(model)
      for (const useCase of USE_CASES) {
        const { ratio, tier, enlarged } = planFor(useCase, model)
        expect(ratios).toContain(ratio)
        expect(tiers).toContain(tier)
        expect(isEnlarged(useCase, pixelsFor(ratio, tier))).toBe(enlarged)
        const smaller = tiers.filter((other) => TIERS.indexOf(other) < TIERS.indexOf(tier))
        expect(smaller.every((other) => isEnlarged(useCase, pixelsFor(ratio, other)))).toBe(true)
        if (enlarged) expect(tier).toBe(tiers.at(-1))
      }
    },
  )

  it('know the shapes designers ask for', () => {
    expect(planFor({ width: 1080, height: 1920 }, 'nano-banana-2')).toEqual({
      ratio: '9:16',
      tier: '2K',
      enlarged: false,
    })
    expect(planFor({ width: 1080, height: 1350 }, 'nano-banana-pro')).toMatchObject({ ratio: '4:5' })
    expect(planFor({ width: 728, height: 90 }, 'nano-banana-2')).toMatchObject({ ratio: '8:1' })
    expect(planFor({ width: 728, height: 90 }, 'nano-banana-pro')).toMatchObject({ ratio: '21:9' })
    expect(planFor({ width: 4961, height: 3508 }, 'nano-banana-2')).toMatchObject({
      tier: '4K',
      enlarged: true,
    })
  })
})

describe('cropFor', () => {
  it('keeps the target’s shape, inside the picture, and cuts one side at most', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), (target, picture, at) => {
        const { left, top, width, height } = cropFor(target, picture, at)
        expect((width * picture.width) / (height * picture.height)).toBeCloseTo(
          target.width / target.height,
          6,
        )
        expect(Math.max(width, height)).toBe(1)
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
        expect(left + width).toBeLessThanOrEqual(1 + 1e-9)
        expect(top + height).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
})

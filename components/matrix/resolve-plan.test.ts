import { expect, it } from 'vitest'
import type { ComposerForm } from '#components/composer/form.ts'
import type { Plan } from './plan-store.ts'
import { resolvePlan } from './resolve-plan.ts'

const form: ComposerForm = {
  prompt: 'a {colour} {cat|dog}',
  model: 'nano-banana-2',
  ratio: '1:1',
  tier: '1K',
  n: 2,
  temperature: null,
}
const plan = (more: Partial<Plan> = {}): Plan => ({ slots: {}, axes: {}, asked: 0, ...more })

it('is one run as ever where nothing differs', () => {
  expect(resolvePlan({ ...form, prompt: 'a {colour} cat' }, [], [], plan())).toBeNull()
  const gone = plan({ axes: { reference: ['a', 'b'] } })
  expect(resolvePlan({ ...form, prompt: 'a cat' }, [], [], gone)).toBeNull()
})

it('counts runs and pictures, and adds their prices', () => {
  const planned = resolvePlan(
    form,
    [],
    [],
    plan({ slots: { colour: 'red, blue, green' }, axes: { tier: ['1K', '4K'] } }),
  )
  expect(planned).toMatchObject({ combinations: 12, runs: 12, pictures: 24, tooMany: false, skipped: [] })
  expect(planned?.priceMicroUsd).toBe(6 * 2 * (67_000 + 151_000))
  expect(planned?.axes.map(({ kind }) => kind)).toEqual(['slot', 'slot', 'tier'])
})

it('leaves out what a model cannot do, and says what it is', () => {
  const axes = { model: ['nano-banana-2', 'nano-banana-pro'], ratio: ['1:1', '1:8'] } as const
  const planned = resolvePlan({ ...form, prompt: 'a cat' }, [], [], plan({ axes }))
  expect(planned).toMatchObject({ combinations: 4, runs: 3, pictures: 6 })
  expect(planned?.skipped.map(({ code }) => code)).toEqual(['ratio_not_offered'])
})

it('knows that it is too many, also where they are not counted out', () => {
  const many = Array.from({ length: 50 }, (_, index) => `v${index}`).join()
  const prompt = '{one} {two} {three}'
  const slots = { one: many, two: many, three: many }
  expect(resolvePlan({ ...form, prompt }, [], [], plan({ slots }))).toMatchObject({
    tooMany: true,
    priceMicroUsd: null,
    pictures: 250_000,
  })
})

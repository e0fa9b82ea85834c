import { expect, it } from 'vitest'
import { edgeStep } from './edge-scroll.ts'

it('scrolls towards the edge that is near, the faster the nearer, and not at all between', () => {
  expect(edgeStep(400, 800)).toBe(0)
  expect(edgeStep(72, 800)).toBe(0)
  expect(edgeStep(36, 800)).toBe(-12)
  expect(edgeStep(0, 800)).toBe(-24)
  expect(edgeStep(-500, 800)).toBe(-24)
  expect(edgeStep(764, 800)).toBe(12)
  expect(edgeStep(900, 800)).toBe(24)
})

import { expect, test } from 'vitest'
import { AT_REST, limited, zoomedAt } from './view.ts'

const limits = { min: 1, max: 8, fitted: { width: 800, height: 400 }, room: { width: 1000, height: 700 } }

test('what is under the pointer stays under it', () => {
  const point = { x: 300, y: 100 }
  const once = zoomedAt(AT_REST, 3, point, limits)
  const twice = zoomedAt(once, 6, point, limits)
  const under = (view: typeof once) => [(point.x - view.x) / view.scale, (point.y - view.y) / view.scale]
  expect(under(twice)[0]).toBeCloseTo(under(once)[0] ?? 0)
  expect(under(twice)[1]).toBeCloseTo(under(once)[1] ?? 0)
})

test('a picture smaller than the stage stays in its middle', () => {
  expect(limited({ scale: 1.2, x: 400, y: -90 }, limits)).toEqual({ scale: 1.2, x: 0, y: 0 })
})

test('a larger one is dragged no further than its edges', () => {
  expect(limited({ scale: 2, x: 9_999, y: -9_999 }, limits)).toEqual({ scale: 2, x: 300, y: -50 })
})

test('the zoom ends at its limits', () => {
  expect(zoomedAt(AT_REST, 100, { x: 0, y: 0 }, limits).scale).toBe(8)
  expect(zoomedAt({ scale: 4, x: 200, y: 0 }, 0.1, { x: 0, y: 0 }, limits)).toEqual(AT_REST)
})

import { expect, it } from 'vitest'
import { MOST, SHARED_AT_REST, zoomedBy } from './shared-view.ts'

it('keeps what is in the middle of the stage there', () => {
  const moved = { scale: 2, x: 0.3, y: -0.1 }
  const closer = zoomedBy(moved, 2)
  expect(closer.scale).toBe(4)
  expect([closer.x / closer.scale, closer.y / closer.scale]).toEqual([moved.x / 2, moved.y / 2])
  expect(zoomedBy(closer, 1 / 2)).toEqual(moved)
})

it('stops at both ends, and comes back from them at once', () => {
  const farthest = zoomedBy({ ...SHARED_AT_REST, scale: 10 }, 5)
  expect(farthest.scale).toBe(MOST)
  expect(zoomedBy(farthest, 0.5).scale).toBe(MOST / 2)
  expect(zoomedBy(SHARED_AT_REST, 0.5)).toEqual(SHARED_AT_REST)
})

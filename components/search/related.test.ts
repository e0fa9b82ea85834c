import { expect, test } from 'vitest'
import { isRelated } from './related.ts'

test.each([
  ['q=lantern', 'q=lantern+red', true],
  ['q=lantern+red', 'q=lant', true],
  ['q=灯笼', 'q=Chen', false],
  ['q=灯笼&size=4K', 'q=Chen', false],
  ['q=灯笼&size=4K', 'q=Chen&size=2K', true],
  ['rating=3', 'rating=4', true],
  ['rating=3', 'q=lantern', false],
  ['tag=a', 'q=lantern&tag=b', true],
  ['q=lantern', 'size=4K', false],
])('%s and %s', (before, now, related) => {
  expect(isRelated(before, now)).toBe(related)
})

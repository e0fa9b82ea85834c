import { expect, it } from 'vitest'
import { beforeAfterStep, withMoved } from './reorder.ts'

const pages = (...sizes: string[][]) => ({
  pages: sizes.map((ids, index) => ({
    items: ids.map((id) => ({ id })),
    nextCursor: index < sizes.length - 1 ? `after ${index}` : null,
  })),
  pageParams: sizes.map(() => null),
})

it('moves a picture across pages, which keep their sizes and cursors', () => {
  const before = pages(['a', 'b', 'c'], ['d', 'e'])
  expect(withMoved(before, { imageId: 'e', before: 'b' })).toEqual(pages(['a', 'e', 'b'], ['c', 'd']))
  expect(withMoved(before, { imageId: 'a', before: null })).toEqual(pages(['b', 'c', 'd'], ['e', 'a']))
})

it('changes nothing for a picture before itself, or one that is not loaded', () => {
  const before = pages(['a', 'b'])
  expect(withMoved(before, { imageId: 'a', before: 'a' })).toBe(before)
  expect(withMoved(before, { imageId: 'x', before: 'a' })).toBe(before)
  expect(withMoved(before, { imageId: 'a', before: 'x' })).toBe(before)
})

it('knows the place one earlier and one later, and the edges', () => {
  const ids = ['a', 'b', 'c']
  expect(beforeAfterStep(ids, 'b', -1)).toBe('a')
  expect(beforeAfterStep(ids, 'b', 1)).toBeNull()
  expect(beforeAfterStep(ids, 'a', 1)).toBe('c')
  expect(beforeAfterStep(ids, 'a', -1)).toBeUndefined()
  expect(beforeAfterStep(ids, 'c', 1)).toBeUndefined()
  expect(beforeAfterStep(ids, 'x', 1)).toBeUndefined()
})

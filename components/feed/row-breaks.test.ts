import { expect, test } from 'vitest'
import { pixelsFor, type Ratio } from '#lib/models/catalogue.ts'
import { rowBreaks } from './row-breaks.ts'

/** Pictures in each row. */
function rows(ratio: Ratio, n: number, screen: 'narrow' | 'wide'): number[] {
  const { before } = rowBreaks(Array.from({ length: n }, () => pixelsFor(ratio, '1K')))
  return before.reduce<number[]>((counts, ends) => {
    if (counts.length === 0 || ends[screen]) counts.push(0)
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
    return counts
  }, [])
}

test('four pictures of usual shapes stand in one row on a wide screen and in two on a phone', () => {
  expect(rows('16:9', 4, 'wide')).toEqual([4])
  expect(rows('1:1', 4, 'wide')).toEqual([4])
  expect(rows('1:1', 4, 'narrow')).toEqual([2, 2])
})

test('more than fit go into rows of nearly equal numbers', () => {
  expect(rows('1:1', 8, 'wide')).toEqual([4, 4])
  expect(rows('21:9', 8, 'wide')).toEqual([3, 3, 2])
  expect(rows('16:9', 5, 'narrow')).toEqual([2, 2, 1])
})

test('very wide pictures stand alone, very tall ones side by side', () => {
  expect(rows('8:1', 3, 'wide')).toEqual([1, 1, 1])
  expect(rows('1:8', 8, 'narrow')).toEqual([8])
})

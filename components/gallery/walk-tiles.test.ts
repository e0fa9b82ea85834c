import { expect, test } from 'vitest'
import { tileTowards } from './walk-tiles.ts'

/** Rows of widths, each row 100 high. */
const tilesOf = (...rows: number[][]) =>
  rows.flatMap((widths, row) =>
    widths.map((width, index) => ({
      left: widths.slice(0, index).reduce((sum, each) => sum + each, 0),
      // As sums of floats come out.
      top: row * 100 + index * 0.01,
      width,
      height: 100,
    })),
  )

test('to the sides the order is followed, over the ends of rows, as far as it goes', () => {
  const tiles = tilesOf([300, 100], [200, 200])
  expect(tileTowards(tiles, 1, 'ArrowRight')).toBe(2)
  expect(tileTowards(tiles, 2, 'ArrowLeft')).toBe(1)
  expect(tileTowards(tiles, 0, 'ArrowLeft')).toBeUndefined()
  expect(tileTowards(tiles, 3, 'ArrowRight')).toBeUndefined()
})

test('up and down lead to the nearest of the next row, and of no row further away', () => {
  const tiles = tilesOf([300, 100], [50, 200, 150], [400])
  expect(tileTowards(tiles, 0, 'ArrowDown')).toBe(3)
  expect(tileTowards(tiles, 1, 'ArrowDown')).toBe(4)
  expect(tileTowards(tiles, 4, 'ArrowUp')).toBe(1)
  expect(tileTowards(tiles, 2, 'ArrowDown')).toBe(5)
  expect(tileTowards(tiles, 5, 'ArrowDown')).toBeUndefined()
  expect(tileTowards(tiles, 1, 'ArrowUp')).toBeUndefined()
})

test('a column is kept to over rows of other widths', () => {
  const tiles = tilesOf([300, 100], [400], [100, 100, 200])
  expect(tileTowards(tiles, 2, 'ArrowDown', 50)).toBe(3)
  expect(tileTowards(tiles, 2, 'ArrowDown', 350)).toBe(5)
  expect(tileTowards(tiles, 2, 'ArrowUp', 350)).toBe(1)
})

test('what is not among the tiles leads nowhere', () => {
  expect(tileTowards([], -1, 'ArrowDown')).toBeUndefined()
  expect(tileTowards(tilesOf([100]), -1, 'ArrowRight')).toBeUndefined()
})

import { expect, it } from 'vitest'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import { mosaicOf } from './mosaic.ts'

const run = (cell: number[], n = 1) => ({
  ...unsentGeneration(
    {
      id: cell.join(),
      prompt: 'a cat',
      model: 'nano-banana-2',
      ratio: '1:1',
      tier: '1K',
      n,
      temperature: null,
      referenceIds: [],
    },
    [],
    0,
  ),
  matrix: { id: 'm', cell },
})
const range = (count: number) => [...Array(count).keys()]
const placed = (runs: ReturnType<typeof run>[]) =>
  mosaicOf(runs).tiles.map(({ run: { id }, column, row }) => [id, column, row])

it('stands as the grid does: a cell that is missing leaves its place empty', () => {
  expect(placed([run([0, 0, 0]), run([0, 0, 2]), run([1, 0, 0]), run([1, 0, 1])])).toEqual([
    ['0,0,0', 1, 1],
    ['0,0,2', 3, 1],
    ['1,0,0', 1, 2],
    ['1,0,1', 2, 2],
  ])
})

it('has several pictures of a cell side by side', () => {
  expect(placed([run([0], 2), run([1], 2)]).map(([, column]) => column)).toEqual([1, 2, 3, 4])
})

it('shows whole rows as far as there is room, and counts the rest', () => {
  const runs = range(11).flatMap((row) => range(5).map((column) => run([row, column])))
  const { sides, columns, tiles, more } = mosaicOf(runs)
  expect([sides, columns, tiles.length, more]).toEqual([[11, 5], 5, 20, 35])
})

it('lets pictures follow one another where a row has no room', () => {
  const { sides, columns, tiles, more } = mosaicOf(range(30).map((column) => run([0, column])))
  expect([columns, tiles.length, more]).toEqual([null, 24, 6])
  expect(sides).toEqual([1, 30])
  expect(tiles[0]).not.toHaveProperty('row')
})

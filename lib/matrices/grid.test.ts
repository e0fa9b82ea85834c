import { expect, it } from 'vitest'
import { viewOf } from './grid.ts'
import type { MatrixAxis } from './schema.ts'

const axes: MatrixAxis[] = [
  { kind: 'model', values: ['nano-banana-2'] },
  { kind: 'ratio', values: ['1:1', '16:9'] },
  { kind: 'tier', values: ['1K', '2K', '4K'] },
]

it('begins with the first axis as rows and the second as columns', () => {
  expect(viewOf(axes)).toEqual({ rows: 0, columns: 1, at: [0, 0, 0] })
  expect(viewOf(axes.slice(0, 1))).toEqual({ rows: null, columns: 0, at: [0] })
})

it('takes what there is of what was asked', () => {
  expect(viewOf(axes, { rows: 2, columns: 0, at: [0, 1, 2] })).toEqual({ rows: 2, columns: 0, at: [0, 1, 2] })
  expect(viewOf(axes, { rows: 1, columns: 1 })).toEqual({ rows: 0, columns: 1, at: [0, 0, 0] })
  expect(viewOf(axes, { rows: -1, columns: 9, at: [5, Number.NaN, 0.5] })).toEqual({
    rows: 0,
    columns: 1,
    at: [0, 0, 0],
  })
})

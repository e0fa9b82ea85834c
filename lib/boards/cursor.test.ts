import { expect, it } from 'vitest'
import { type BoardCursor, decodeBoardCursor, encodeBoardCursor } from './cursor.ts'

const id = '4d3c1f7e-0000-4000-8000-0123456789ab'

it.each<BoardCursor>([
  { sort: 'hand', position: 1, id },
  { sort: 'hand', position: -2.5, id },
  { sort: 'hand', position: 1.0000000000000002, id },
  { sort: 'hand', position: 3e-300, id },
  { sort: 'date', at: new Date('2026-11-22T13:00:00.123Z'), id },
])('comes back as it left: %o', (cursor) => {
  expect(decodeBoardCursor(encodeBoardCursor(cursor))).toEqual(cursor)
})

it.each(['x', `h__${id}`, `h_1e999_${id}`, `d_1_${id}'; drop table`, `h_1_${id.slice(1)}`])(
  'refuses what is not ours: %s',
  (text) => {
    expect(() => decodeBoardCursor(text)).toThrowError('invalid_input')
  },
)

it('begins at the beginning without one', () => {
  expect(decodeBoardCursor(null)).toBeNull()
  expect(decodeBoardCursor('')).toBeNull()
})

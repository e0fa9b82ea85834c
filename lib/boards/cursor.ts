import 'server-only'
import { AppError } from '#lib/errors.ts'
import type { BoardSort } from './schema.ts'

/** A place on a board: pages go on in the order they began with, whatever the board is switched to meanwhile. */
export type BoardCursor =
  | { sort: Extract<BoardSort, 'hand'>; position: number; id: string }
  | { sort: Extract<BoardSort, 'date'>; at: Date; id: string }

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const BY_HAND = new RegExp(`^h_(-?[0-9.]+(?:e[+-]?[0-9]+)?)_(${UUID})$`)
const BY_DATE = new RegExp(`^d_([0-9a-z]{1,10})_(${UUID})$`)

/** Opaque to clients. */
export function encodeBoardCursor(cursor: BoardCursor): string {
  return cursor.sort === 'hand'
    ? `h_${cursor.position}_${cursor.id}`
    : `d_${cursor.at.getTime().toString(36)}_${cursor.id}`
}

/** @throws AppError `invalid_input` where it is not one of ours. */
export function decodeBoardCursor(text: string | null): BoardCursor | null {
  if (text === null || text === '') return null
  const [, place, handId] = BY_HAND.exec(text) ?? []
  const position = Number(place)
  if (handId !== undefined && Number.isFinite(position)) return { sort: 'hand', position, id: handId }
  const [, time = '', dateId] = BY_DATE.exec(text) ?? []
  if (dateId !== undefined) return { sort: 'date', at: new Date(Number.parseInt(time, 36)), id: dateId }
  throw new AppError('invalid_input', { field: 'cursor', params: { problem: 'not a cursor of this list' } })
}

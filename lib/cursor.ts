import 'server-only'
import { AppError } from '#lib/errors.ts'

/** A place in a list ordered by time and id, newest first: the id breaks ties, so no row is met twice or missed. */
export interface Cursor {
  at: Date
  id: string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Opaque to clients: milliseconds and id. */
export function encodeCursor(cursor: Cursor): string {
  return `${cursor.at.getTime().toString(36)}.${cursor.id}`
}

/** @throws AppError `invalid_input` where it is not one of ours. */
export function decodeCursor(text: string | null): Cursor | null {
  if (text === null || text === '') return null
  const [time = '', id = ''] = text.split('.')
  const at = Number.parseInt(time, 36)
  if (!/^[0-9a-z]{1,10}$/.test(time) || !UUID.test(id)) {
    throw new AppError('invalid_input', { field: 'cursor', params: { problem: 'not a cursor of this list' } })
  }
  return { at: new Date(at), id }
}

import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

describe('cursor', () => {
  const cursor = { at: new Date('2026-03-01T12:00:00.123Z'), id: 'd9428888-122b-4bd6-9a34-0e2a1f0a5b6c' }

  it('comes back as it went out, to the millisecond', () => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
  })

  it('is absent on a first page', () => {
    expect(decodeCursor(null)).toBeNull()
    expect(decodeCursor('')).toBeNull()
  })

  it.each(['x', '1.2', "k'; drop table.d9428888", `${'9'.repeat(40)}.${cursor.id}`])(
    'refuses %s, naming the field',
    (text) => {
      expect(() => decodeCursor(text)).toThrow(AppError)
      try {
        decodeCursor(text)
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid_input', field: 'cursor' })
      }
    },
  )
})

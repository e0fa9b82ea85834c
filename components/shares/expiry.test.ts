import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dayOf, endOfDay, expiresAt } from './expiry.ts'

const NOW = new Date('2026-03-09T10:30:00.000Z')

describe.each([
  ['Asia/Shanghai', '2026-03-12T15:59:59.999Z'],
  ['America/Los_Angeles', '2026-03-13T06:59:59.999Z'],
  ['UTC', '2026-03-12T23:59:59.999Z'],
])('in %s', (zone, end) => {
  beforeEach(() => vi.stubEnv('TZ', zone))
  afterEach(() => vi.unstubAllEnvs())

  test('a date means the end of that day where the person is', () => {
    expect(expiresAt('date', '2026-03-12', NOW)).toBe(end)
    expect(dayOf(new Date(end))).toBe('2026-03-12')
  })

  test('days are counted from now, whatever the clocks do in between', () => {
    expect(expiresAt('1', '', NOW)).toBe('2026-03-10T10:30:00.000Z')
    expect(expiresAt('7', '', NOW)).toBe('2026-03-16T10:30:00.000Z')
    expect(expiresAt('30', '', NOW)).toBe('2026-04-08T10:30:00.000Z')
  })
})

test('a day of 23 hours ends with its calendar day', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  expect(endOfDay('2026-03-29')?.toISOString()).toBe('2026-03-29T21:59:59.999Z')
  vi.unstubAllEnvs()
})

test('never is null, and today still has its evening', () => {
  expect(expiresAt('never', '', NOW)).toBeNull()
  expect(expiresAt('date', dayOf(NOW), NOW)).toBe(endOfDay(dayOf(NOW))?.toISOString())
})

test.each(['', '2026-02-30', '2026-13-01', '2026-03-08', 'tomorrow'])(
  '“%s” is no day to expire on',
  (day) => {
    expect(expiresAt('date', day, NOW)).toBeUndefined()
  },
)

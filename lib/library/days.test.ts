import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readZone, startOfDay } from './days.ts'

describe('a day begins', () => {
  test.each([
    ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22', 'Asia/Shanghai', '2026-11-21T16:00:00.000Z'],
    ['2026-11-22', 'America/Los_Angeles', '2026-11-22T08:00:00.000Z'],
    ['2026-11-22', 'Asia/Kolkata', '2026-11-21T18:30:00.000Z'],
    // The clocks change in the night before, on the day itself, or at midnight.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['2018-11-04', 'America/Havana', '2018-11-04T04:00:00.000Z'],
  ])('%s in %s', (day, zone, expected) => expect(startOfDay(day, zone).toISOString()).toBe(expected))

  test('where the one before ends, everywhere', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    const days = fc.date({ min: new Date('2015-01-02'), max: new Date('2035-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zones, days, (zone, date) => {
        const day = date.toISOString().slice(0, 10)
        const before = new Date(Date.parse(day) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
        const start = startOfDay(day, zone)
        expect(startOfDay(before, zone, 1)).toEqual(start)
        const dayOf = (at: number) =>
          new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at)
        expect(dayOf(start.getTime())).toBe(day)
        expect(dayOf(start.getTime() - 1)).toBe(before)
      }),
      { numRuns: 300 },
    )
  })
})

test('a zone is one of the world’s, or UTC', () => {
  expect(readZone('Europe%2FBerlin')).toBe('Europe/Berlin')
  expect(readZone('Asia/Shanghai')).toBe('Asia/Shanghai')
  for (const nonsense of [undefined, '', 'Mars/Olympus', '%', "UTC'; drop table", 'x'.repeat(100)]) {
    expect(readZone(nonsense)).toBe('UTC')
  }
})

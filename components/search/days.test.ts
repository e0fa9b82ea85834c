import { expect, it } from 'vitest'
import { presetDays, presetOf } from './days.ts'

it('knows the days of every preset', () => {
  const sunday = new Date(2026, 10, 22, 0, 30)
  expect(presetDays('today', sunday)).toEqual({ from: '2026-11-22', to: null })
  expect(presetDays('week', sunday)).toEqual({ from: '2026-11-16', to: null })
  expect(presetDays('month', sunday)).toEqual({ from: '2026-11-01', to: null })
  expect(presetDays('lastMonth', sunday)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
  expect(presetDays('year', sunday)).toEqual({ from: '2025-11-22', to: null })
})

it('runs over the ends of months and years', () => {
  const newYear = new Date(2027, 0, 1, 23, 59)
  expect(presetDays('week', newYear)).toEqual({ from: '2026-12-28', to: null })
  expect(presetDays('lastMonth', newYear)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(presetDays('lastMonth', new Date(2028, 2, 31))).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})

it('recognises a preset by its days', () => {
  const now = new Date(2026, 10, 22)
  expect(presetOf({ from: '2026-10-01', to: '2026-10-31' }, now)).toBe('lastMonth')
  expect(presetOf({ from: '2026-10-01', to: null }, now)).toBeNull()
  expect(presetOf({ from: null, to: null }, now)).toBeNull()
})

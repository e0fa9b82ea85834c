import { expect, test } from 'vitest'
import { auditRequest, readAuditFilters, writeAuditFilters } from './audit-filters.ts'

const NONE = { person: '', action: '', from: '', to: '' } as const
const read = (search: string) => readAuditFilters(new URLSearchParams(search))

test('filters go into the address and come back', () => {
  const filters = { person: 'p', action: 'share', from: '2026-11-01', to: '2026-11-02' } as const
  expect(read(writeAuditFilters(filters).toString())).toEqual(filters)
  expect(writeAuditFilters(NONE).toString()).toBe('')
})

test('what is no filter is passed over', () => {
  expect(read('action=nonsense&from=yesterday&to=2026-99-99&x=1')).toEqual(NONE)
  expect(read('action=share.made')).toEqual({ ...NONE, action: 'share.made' })
})

test('days are asked for from their beginning to the beginning of the next, where the reader is', () => {
  const request = auditRequest({ ...NONE, from: '2026-10-25', to: '2026-10-25' })
  expect(request.get('from')).toBe(new Date(2026, 9, 25).toISOString())
  expect(request.get('to')).toBe(new Date(2026, 9, 26).toISOString())
  expect(auditRequest({ ...NONE, to: '2026-12-31' }).get('to')).toBe(new Date(2027, 0, 1).toISOString())
})

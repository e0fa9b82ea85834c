import { AUDIT_ACTIONS, AUDIT_NOUNS, type AuditFilter } from '#lib/audit/actions.ts'

/** The filters as they stand in the address. Days are the reader's. */
export interface AuditFilters {
  person: string
  action: AuditFilter | ''
  /** `YYYY-MM-DD`, both included. */
  from: string
  to: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const day = (text: string | null) =>
  text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''

/** Reads filters from an address; what is not one is passed over. */
export function readAuditFilters(search: URLSearchParams): AuditFilters {
  const action = search.get('action')
  return {
    person: search.get('person') ?? '',
    action: [...AUDIT_NOUNS, ...AUDIT_ACTIONS].find((known) => known === action) ?? '',
    from: day(search.get('from')),
    to: day(search.get('to')),
  }
}

/** Filters as an address carries them. */
export function writeAuditFilters(filters: AuditFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''))
}

/** The same as the server takes them: a day becomes the moments in which it begins and ends where the reader is. */
export function auditRequest({ from, to, ...rest }: AuditFilters): URLSearchParams {
  const request = writeAuditFilters({ ...rest, from: '', to: '' })
  if (from !== '') request.set('from', startOfDay(from, 0))
  if (to !== '') request.set('to', startOfDay(to, 1))
  return request
}

/** `YYYY-MM-DD`, moved by whole days (which have 23 or 25 hours twice a year). */
function startOfDay(text: string, days: number): string {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, date + days).toISOString()
}

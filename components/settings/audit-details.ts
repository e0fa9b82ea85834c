import type { AuditEntryDto } from '#lib/audit/schema.ts'

type Words = (key: string, values?: Record<string, string | number>) => string
/** The words of the namespace `audit`, asked for by keys that come from the log. */
export type DetailWords = Words & { has: (key: string) => boolean }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** Facts whose values have words; all others hold what somebody typed, or a figure. */
const WORDED = new Set([
  'role',
  'from',
  'to',
  'reason',
  'by',
  'picture',
  'kind',
  'sort',
  'oldAccess',
  'newAccess',
])
/** Told before the others: the database keeps no order of them. */
const FIRST = new Set(['from', 'nameBefore', 'oldName', 'oldAccess'])

/** Facts of an entry in words. Ids say nothing to people; facts without words of their own are shown as they are. */
export function detailsOf(
  details: AuditEntryDto['details'],
  t: DetailWords,
  moment: (iso: string) => string,
): string[] {
  const facts = Object.entries(details)
  const ordered = [
    ...facts.filter(([name]) => FIRST.has(name)),
    ...facts.filter(([name]) => !FIRST.has(name)),
  ]
  return ordered.flatMap(([name, value]) => {
    if (value === null || value === '' || (typeof value === 'string' && ID.test(value))) return []
    const text = String(value)
    const key = `value.${text}`
    const worded = (typeof value === 'boolean' || WORDED.has(name)) && /^[a-z_]+$/.test(text) && t.has(key)
    const words = worded ? t(key) : MOMENT.test(text) ? moment(text) : text
    return t.has(`detail.${name}`) ? [t(`detail.${name}`, { value: words })] : [`${name}: ${words}`]
  })
}

import type { AuditEntryDto } from '#lib/audit/schema.ts'

type Words = (key: string, values?: Record<string, string | number>) => string
/** The words of the namespace `audit`, asked for by keys that come from the log. */
export type DetailWords = Words & { has: (key: string) => boolean }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** Facts of an entry in words. Ids say nothing to people; facts without words of their own are shown as they are. */
export function detailsOf(
  details: AuditEntryDto['details'],
  t: DetailWords,
  moment: (iso: string) => string,
): string[] {
  return Object.entries(details).flatMap(([name, value]) => {
    if (value === null || value === '' || (typeof value === 'string' && ID.test(value))) return []
    const text = String(value)
    const words = MOMENT.test(text) ? moment(text) : valueWords(text, t)
    return t.has(`detail.${name}`) ? [t(`detail.${name}`, { value: words })] : [`${name}: ${words}`]
  })
}

const valueWords = (value: string, t: DetailWords) =>
  /^[a-z_]+$/.test(value) && t.has(`value.${value}`) ? t(`value.${value}`) : value

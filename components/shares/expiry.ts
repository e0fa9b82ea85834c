/** How long a link works, as people choose it: days from now, a day of the calendar, or always. */
export const EXPIRY_CHOICES = ['1', '7', '30', 'date', 'never'] as const
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number]

const DAY_MS = 86_400_000

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** The day of a moment in this person's time zone, as a date field holds it: `2026-03-09`. */
export function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`
}

/** The last millisecond of a day (`2026-03-09`) in this person's time zone; `null` for what is no day. */
export function endOfDay(day: string): Date | null {
  const [, year, month, date] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined) return null
  // By the calendar, not by 24 hours: some days have 23 or 25.
  const end = new Date(Number(year), Number(month) - 1, Number(date) + 1, 0, 0, 0, -1)
  return dayOf(end) === day ? end : null
}

/**
 * When a link made now stops working.
 *
 * @param day of the choice `date`, which lasts to that day's end
 * @returns ISO 8601; `null` for never, or `undefined` where `day` is missing or over
 */
export function expiresAt(choice: ExpiryChoice, day: string, now: Date): string | null | undefined {
  if (choice === 'never') return null
  if (choice !== 'date') return new Date(now.getTime() + Number(choice) * DAY_MS).toISOString()
  const end = endOfDay(day)
  return end && end > now ? end.toISOString() : undefined
}

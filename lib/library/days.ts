import 'server-only'
import { ZONE_COOKIE } from '#lib/i18n/zone-cookie.ts'
import { requestCookie } from '#lib/request-cookie.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The clocks of a time zone: `2026-11-22 20:05:50`. @throws RangeError for a zone that there is not */
const clocksOf = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })

/**
 * The time zone that a browser's cookie names, in which its days are counted; UTC where it names none.
 *
 * @param cookie as it came, or decoded
 */
export function readZone(cookie: string | undefined): string {
  if (cookie === undefined || cookie.length > 64) return 'UTC'
  try {
    return clocksOf(decodeURIComponent(cookie)).resolvedOptions().timeZone
  } catch {
    // No time zone, or none that this server has heard of.
    return 'UTC'
  }
}

/** The time zone of whoever sends a request. */
export const zoneOf = (request: Request) => readZone(requestCookie(request, ZONE_COOKIE))

/**
 * The moment in which a day begins on the clocks of a time zone: where they jump over midnight, the moment they do; where they
 * show it twice, the first.
 *
 * @param day as `YYYY-MM-DD`
 * @param later so many days after it
 */
export function startOfDay(day: string, zone = 'UTC', later = 0): Date {
  const clocks = clocksOf(zone)
  const shown = (at: number) => Date.parse(`${clocks.format(at).replace(' ', 'T')}Z`)
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * DAY_MS
  // Clocks do not change twice within two days: they stand as on the day before, or as on the day after.
  const [first = midnight] = [midnight - DAY_MS, midnight + DAY_MS]
    .map((near) => midnight - (shown(near) - near))
    .filter((moment) => shown(moment) >= midnight)
    .sort((a, b) => a - b)
  return new Date(first)
}

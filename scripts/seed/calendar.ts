import type { Random } from '#lib/gateway/sandbox/art/random.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** The team sits in Shanghai. */
const OFFSET_MS = 8 * HOUR_MS
/** How much is made in each hour of a working day there. */
const HOURS = [1, 0, 0, 0, 0, 0, 0, 1, 4, 14, 20, 18, 6, 8, 18, 20, 17, 13, 6, 4, 4, 3, 2, 1]

/**
 * Moments at which a team made `count` runs within so many days, in their order: more from month to month, most of it in
 * working hours, little at weekends, none in two weeks of holidays a year, and much more on the days before a pitch.
 *
 * @param until the end, which nothing comes after
 */
export function workingTimes(count: number, days: number, until: Date, random: Random): Date[] {
  const end = until.getTime()
  const first = Math.floor((end + OFFSET_MS) / DAY_MS) - days + 1
  let total = 0
  const upTo = Float64Array.from({ length: days }, (_, index) => {
    total += weightOfDay(first + index, index / days, random)
    return total
  })
  const hours = HOURS.flatMap((weight, hour) => Array<number>(weight).fill(hour))
  const times = Float64Array.from({ length: count }, () => {
    for (;;) {
      const at = random.next() * total
      const day = first + upTo.findIndex((sum) => sum > at)
      const hour = hours[random.int(0, hours.length - 1)] ?? 0
      const time = Math.floor(day * DAY_MS - OFFSET_MS + (hour + random.next()) * HOUR_MS)
      if (time < end) return time
    }
  })
  return Array.from(times.sort(), (time) => new Date(time))
}

function weightOfDay(day: number, share: number, random: Random): number {
  // 1 January 1970 was a Thursday.
  const weekday = (day + 4) % 7
  const date = new Date(day * DAY_MS)
  const newYear = date.getUTCMonth() === 1 && date.getUTCDate() <= 8
  const golden = date.getUTCMonth() === 9 && date.getUTCDate() <= 7
  const kind = newYear || golden ? 0 : weekday === 0 ? 0.05 : weekday === 6 ? 0.12 : 1
  const pitch = random.chance(0.04) ? random.range(3, 6) : 1
  return kind * pitch * (0.35 + 0.65 * share) * random.range(0.4, 1.6)
}

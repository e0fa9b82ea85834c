import type { LibraryList } from './library-list.ts'

/** A month of a gallery, of the pictures that somebody made in it. */
export interface Month {
  year: number
  /** From 0. */
  month: number
  /** Its newest picture. */
  place: number
}

const MS_PER_HOUR = 3_600_000

/** First hour since 1970 of a month in the time zone of the browser. */
const firstHour = (year: number, month: number) => new Date(year, month, 1).getTime() / MS_PER_HOUR

/** The first place from `from` on whose picture is older than an hour: pictures stand newest first. */
function olderThan(list: LibraryList, hour: number, from: number): number {
  let low = from
  let high = list.count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list.hourAt(middle) ?? 0) >= hour) low = middle + 1
    else high = middle
  }
  return low
}

/** The months in which there are pictures, the newest first, in the browser's time zone. */
export function monthsOf(list: LibraryList): Month[] {
  const months: Month[] = []
  let place = 0
  while (place < list.count) {
    const date = new Date((list.hourAt(place) ?? 0) * MS_PER_HOUR)
    const year = date.getFullYear()
    const month = date.getMonth()
    months.push({ year, month, place })
    place = Math.max(place + 1, olderThan(list, firstHour(year, month), place))
  }
  return months
}

/** The month that a place is in: an index. */
export function monthAt(months: readonly Month[], place: number): number {
  const next = months.findIndex((month) => month.place > place)
  return next === -1 ? months.length - 1 : next - 1
}

/** Days as `YYYY-MM-DD`, both included. */
export interface DayRange {
  from: string | null
  to: string | null
}

export const DAY_PRESETS = ['today', 'week', 'month', 'lastMonth', 'year'] as const
export type DayPreset = (typeof DAY_PRESETS)[number]

/** A calendar day of the given numbers; months and days may run over, as in `Date`. */
function day(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)
}

/** The days of a preset, on the calendar of whoever looks. Weeks begin on Monday; a year is the last twelve months. */
export function presetDays(preset: DayPreset, now: Date): DayRange {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  switch (preset) {
    case 'today':
      return { from: day(year, month, date), to: null }
    case 'week':
      return { from: day(year, month, date - ((now.getDay() + 6) % 7)), to: null }
    case 'month':
      return { from: day(year, month, 1), to: null }
    case 'lastMonth':
      return { from: day(year, month - 1, 1), to: day(year, month, 0) }
    case 'year':
      return { from: day(year - 1, month, date), to: null }
  }
}

/** The preset that the days are, if they are one. */
export function presetOf({ from, to }: DayRange, now: Date): DayPreset | null {
  return (
    DAY_PRESETS.find((preset) => {
      const days = presetDays(preset, now)
      return days.from === from && days.to === to
    }) ?? null
  )
}

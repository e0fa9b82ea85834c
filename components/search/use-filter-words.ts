import { useFormatter, useTranslations } from 'next-intl'
import type { LibraryQuery } from '#lib/library/query.ts'
import { presetOf } from './days.ts'
import type { Filter } from './filters.ts'
import { useFilterValues } from './use-filter-values.ts'

/** What a filter asks for, in a few words; `null` where it asks for nothing. */
export function useFilterWords(filter: Filter, query: LibraryQuery): string | null {
  const t = useTranslations('search')
  const days = useDayWords(query)
  const { values } = useFilterValues(filter === 'date' ? 'model' : filter, query, false)
  if (filter === 'date') return days
  const [first, ...rest] = values.filter((value) => value.chosen)
  if (!first) return null
  return rest.length === 0 ? first.name : t('andMore', { name: first.name, count: rest.length })
}

function useDayWords({ from, to }: LibraryQuery): string | null {
  const t = useTranslations('search.date')
  const format = useFormatter()
  if (from === null && to === null) return null
  const preset = presetOf({ from, to }, new Date())
  if (preset !== null) return t(preset)
  const day = (text: string) =>
    format.dateTime(new Date(text), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  if (from === null) return t('until', { day: day(to ?? '') })
  return to === null ? t('since', { day: day(from) }) : t('between', { from: day(from), to: day(to) })
}

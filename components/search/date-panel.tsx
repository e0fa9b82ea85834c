import { useFormatter, useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import type { LibraryQuery } from '#lib/library/query.ts'
import { useCounts } from '#lib/searches/finding.ts'
import { DAY_PRESETS, type DayRange, presetDays, presetOf } from './days.ts'
import { changeQuery } from './query-address.ts'

const FIELD = 'h-9 min-w-0 flex-1 rounded bg-sunk px-2 max-sm:text-base'

/** The days in which pictures were made: the usual ones, or any from and to. */
export function DatePanel({ query }: { query: LibraryQuery }) {
  const t = useTranslations('search.date')
  const format = useFormatter()
  const today = new Date()
  const chosen = presetOf(query, today)
  const presets = DAY_PRESETS.map((preset) => ({ preset, days: presetDays(preset, today) }))
  const counts = useCounts(presets.map(({ days }) => ({ ...query, ...days })))
  const show = (days: Partial<DayRange>) => changeQuery(query, (now) => ({ ...now, ...days }))
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col">
        {presets.map(({ preset, days }, place) => {
          const count = counts[place]
          return (
            <button
              key={preset}
              type="button"
              aria-pressed={preset === chosen}
              data-autofocus={(chosen === null ? place === 0 : preset === chosen) || undefined}
              onClick={() => show(preset === chosen ? { from: null, to: null } : days)}
              className={cx(
                'flex min-h-8 items-center justify-between gap-4 rounded px-2 text-left hover:bg-sunk max-sm:min-h-11',
                preset === chosen && 'bg-sunk font-medium',
              )}
            >
              {t(preset)}
              <span className="font-normal text-faint text-xs">
                {count === undefined ? '' : format.number(count)}
              </span>
            </button>
          )
        })}
      </div>
      <div className="flex gap-2">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="px-0.5 text-muted text-xs">{t(end)}</span>
            <input
              type="date"
              value={query[end] ?? ''}
              min={end === 'to' ? (query.from ?? undefined) : undefined}
              max={end === 'from' ? (query.to ?? undefined) : undefined}
              onChange={(event) => show({ [end]: event.target.value || null })}
              className={FIELD}
            />
          </label>
        ))}
      </div>
    </div>
  )
}

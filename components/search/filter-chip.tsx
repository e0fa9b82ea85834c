import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { LibraryQuery } from '#lib/library/query.ts'
import { type Filter, withoutFilter } from './filters.ts'
import { changeQuery } from './query-address.ts'
import { useFilterWords } from './use-filter-words.ts'

const [FilterPanel, preloadPanel] = lazily(() =>
  import('./filter-panel.tsx').then((module) => module.FilterPanel),
)

interface FilterChipProps {
  filter: Filter
  query: LibraryQuery
}

/** One filter: opens its values; in force, it says what it asks for and can be let go. */
export function FilterChip({ filter, query }: FilterChipProps) {
  const t = useTranslations('search')
  const words = useFilterWords(filter, query)
  const name = t(`filter.${filter}`)
  return (
    <span className={cx('inline-flex max-w-60 shrink-0 items-center rounded', words !== null && 'bg-sunk')}>
      <Popover
        label={name}
        onNear={preloadPanel}
        className={filter === 'date' ? 'p-2 sm:w-80' : 'p-2 sm:w-64'}
        trigger={(props) => (
          <button
            type="button"
            aria-label={words === null ? undefined : t('inForce', { name, words })}
            className={cx(
              'inline-flex h-8 min-w-0 items-center gap-1 rounded px-2 aria-expanded:bg-sunk aria-expanded:text-ink',
              words === null ? 'text-muted hover:bg-sunk hover:text-ink' : 'hover:bg-hover',
            )}
            {...props}
          >
            <span dir="auto" className="truncate">
              {words ?? name}
            </span>
            {words === null && <ChevronDown aria-hidden className="size-3 shrink-0" />}
          </button>
        )}
      >
        {() => <FilterPanel filter={filter} query={query} />}
      </Popover>
      {words !== null && (
        <LetGo
          label={t('letGo', { name })}
          onClick={() => changeQuery(query, (now) => withoutFilter(now, filter))}
        />
      )}
    </span>
  )
}

/** The cross in a chip. */
export function LetGo({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton label={label} size="sm" onClick={onClick} className="hover:bg-hover">
      <X aria-hidden className="size-3.5" />
    </IconButton>
  )
}

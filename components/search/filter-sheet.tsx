import { ChevronDown, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { LibraryQuery } from '#lib/library/query.ts'
import { FavouriteChip, MadeFromChip } from './filter-bar.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { countActive, FILTERS, type Filter, withoutFilters } from './filters.ts'
import { changeQuery } from './query-address.ts'
import { useFilterWords } from './use-filter-words.ts'

interface FilterSheetProps {
  query: LibraryQuery
  /** Pictures that it finds at present; `undefined` until that is known. */
  count: number | undefined
  alone: boolean
  onClose: () => void
}

/** All filters one below the other, for a phone. The gallery behind it follows at once. */
export function FilterSheet({ query, count, alone, onClose }: FilterSheetProps) {
  const t = useTranslations('search')
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  return (
    <Dialog label={t('filters')} onClose={onClose} handle={handle}>
      <header className="flex items-center justify-between py-2 pr-2 pl-4">
        <h2 className="font-medium text-base">{t('filters')}</h2>
        <IconButton label={t('close')} keys="Esc" onClick={close}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-col px-4 pb-4">
        <div className="flex flex-wrap gap-2 pb-2">
          <FavouriteChip query={query} counted />
          {query.madeFrom !== null && <MadeFromChip query={query} id={query.madeFrom} />}
        </div>
        {FILTERS.filter((filter) => filter !== 'person' || !alone).map((filter) => (
          <Section key={filter} filter={filter} query={query} />
        ))}
      </div>
      <footer className="sticky bottom-0 flex gap-2 border-line border-t bg-surface px-4 py-3 max-sm:pb-[max(12px,env(safe-area-inset-bottom))]">
        {countActive(query) > 0 && (
          <Button size="lg" onClick={() => changeQuery(query, withoutFilters)}>
            {t('clearAll')}
          </Button>
        )}
        <Button size="lg" variant="primary" className="flex-1" onClick={close}>
          {count === undefined ? t('show') : t('showCount', { count })}
        </Button>
      </footer>
    </Dialog>
  )
}

function Section({ filter, query }: { filter: Filter; query: LibraryQuery }) {
  const t = useTranslations('search')
  const words = useFilterWords(filter, query)
  const [open, setOpen] = useState(false)
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group border-line border-b last:border-0"
    >
      <summary className="flex min-h-12 list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
        <span className="flex-1">{t(`filter.${filter}`)}</span>
        {words !== null && (
          <span dir="auto" className="min-w-0 truncate text-muted">
            {words}
          </span>
        )}
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint group-open:rotate-180" />
      </summary>
      {open && (
        <div className="pb-3">
          <FilterPanel filter={filter} query={query} />
        </div>
      )}
    </details>
  )
}

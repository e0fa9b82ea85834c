'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { useCommand } from '#components/commands/use-command.ts'
import { useScrollsDown } from '#components/gallery/use-scrolls-down.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { FilterBar } from './filter-bar.tsx'
import { countActive, withMe } from './filters.ts'
import { useFound } from './found-store.ts'
import { LookBand } from './look-band.tsx'
import { PictureDrop } from './picture-drop.tsx'
import { SavedSearch } from './saved-search.tsx'
import { SearchField } from './search-field.tsx'

const [FilterSheet, preloadSheet] = lazyDialog(() =>
  import('./filter-sheet.tsx').then((module) => module.FilterSheet),
)

interface SearchHeaderProps {
  query: LibraryQuery
  /** Pictures that it finds; `undefined` until that is known. */
  count: number | undefined
  /** Nobody else's pictures are in the studio. */
  alone: boolean
  /** The gallery's own controls, at the end of the first line. */
  children?: ReactNode
}

/** What the gallery shows, and every way to ask for something else. Leaves the window to the pictures on the way down. */
export function SearchHeader({ query: asked, count, alone, children }: SearchHeaderProps) {
  const t = useTranslations('search')
  const { me } = useStudioFacts()
  const query = withMe(asked, me.id)
  const away = useScrollsDown()
  const field = useRef<HTMLInputElement>(null)
  useCommand('search', () => {
    if (document.querySelector('[aria-modal="true"]')) return false
    field.current?.focus()
    field.current?.select()
  })
  const { looking } = useFound()
  const [sheet, setSheet] = useState(false)
  const active = countActive(query)
  const narrowed = librarySearch(query).toString() !== ''
  return (
    <search
      aria-label={t('label')}
      className={cx(
        'sticky top-0 z-10 block bg-bg px-2 pt-2 pb-1 transition-transform duration-150 focus-within:translate-y-0',
        // It comes back for whoever goes to a control of it. For the browser they stand in the window already: it would
        // scroll the pictures away to show them.
        '**:-scroll-mt-48 **:scroll-mb-48',
        away && '-translate-y-full',
      )}
    >
      <div className="flex flex-wrap items-center gap-1 pb-1 sm:flex-nowrap">
        <SearchField query={query} field={field} />
        <Button
          variant={active > 0 ? 'quiet' : 'plain'}
          aria-label={active > 0 ? t('filtersActive', { count: active }) : t('filters')}
          aria-haspopup="dialog"
          onPointerEnter={preloadSheet}
          onClick={() => setSheet(true)}
          className="h-10 sm:hidden"
        >
          <SlidersHorizontal aria-hidden className="size-4" />
          {active > 0 && active}
        </Button>
        <p
          aria-live="polite"
          className={cx(
            'ml-auto px-2 text-muted max-sm:order-last max-sm:basis-full max-sm:text-xs',
            !narrowed && !looking && 'sr-only',
          )}
        >
          {looking ? t('picture.looking') : count === undefined ? '' : t('count', { count })}
        </p>
        <SavedSearch query={query} />
        {/* At the edge, also where no count stands before it. */}
        <div className={cx('flex items-center', !narrowed && !looking && 'ml-auto')}>{children}</div>
      </div>
      <FilterBar query={query} alone={alone} />
      <LookBand query={query} />
      {sheet && <FilterSheet query={query} count={count} alone={alone} onClose={() => setSheet(false)} />}
      <PictureDrop />
    </search>
  )
}

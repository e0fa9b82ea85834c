import { Heart } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { Thumb } from '#components/picture/thumb.tsx'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { useImageDetail } from '#lib/images/client.ts'
import type { LibraryQuery } from '#lib/library/query.ts'
import { useCounts, useFacet } from '#lib/searches/finding.ts'
import { FilterChip, LetGo } from './filter-chip.tsx'
import { countActive, FILTERS, withoutFilters } from './filters.ts'
import { changeQuery } from './query-address.ts'
import { ToggleChip } from './toggle-chip.tsx'

interface FilterBarProps {
  query: LibraryQuery
  /** Nobody else's pictures are in the studio: there is nobody to choose. */
  alone: boolean
}

const isMine = ({ people }: LibraryQuery) => people.length === 1 && people[0] === 'me'

/** All filters in a row; those in force say what they ask for. Not drawn anew whenever the header comes and goes. */
export const FilterBar = memo(function FilterBar({ query, alone }: FilterBarProps) {
  const t = useTranslations('search')
  const mine = isMine(query)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame and is not laid out like other boxes
    <div role="group" aria-label={t('filters')} className="flex flex-wrap items-center gap-0.5 max-sm:hidden">
      {!alone && <MineChip query={query} />}
      <FavouriteChip query={query} />
      {query.madeFrom !== null && <MadeFromChip query={query} id={query.madeFrom} />}
      {FILTERS.filter((filter) => filter !== 'person' || (!alone && !mine)).map((filter) => (
        <FilterChip key={filter} filter={filter} query={query} />
      ))}
      {countActive(query) > 0 && (
        <Button variant="plain" onClick={() => changeQuery(query, withoutFilters)} className="text-muted">
          {t('clearAll')}
        </Button>
      )}
    </div>
  )
})

/** One's own; how many, its tooltip says. */
function MineChip({ query }: { query: LibraryQuery }) {
  const t = useTranslations('search')
  const [near, setNear] = useState(false)
  const [count] = useCounts(near ? [{ ...query, people: ['me'] }] : [])
  return (
    <ToggleChip
      pressed={isMine(query)}
      onPress={() => changeQuery(query, (now) => ({ ...now, people: isMine(now) ? [] : ['me'] }))}
      onNear={() => setNear(true)}
      tip={count === undefined ? '' : t('count', { count })}
    >
      {t('mine')}
    </ToggleChip>
  )
}

/** Those with one's own heart; how many, its tooltip says, or where there is room and no pointer the chip itself. */
export function FavouriteChip({ query, counted = false }: { query: LibraryQuery; counted?: boolean }) {
  const t = useTranslations('search')
  const format = useFormatter()
  const [near, setNear] = useState(counted)
  const { data } = useFacet('favourite', { ...query, favourite: false }, near)
  const count = data?.[0]?.count
  return (
    <ToggleChip
      pressed={query.favourite}
      onPress={() => changeQuery(query, (now) => ({ ...now, favourite: !now.favourite }))}
      onNear={() => setNear(true)}
      {...(!counted && { tip: count === undefined ? '' : t('count', { count }) })}
    >
      <Heart aria-hidden className={cx('size-3.5', query.favourite && 'fill-current')} />
      {t('favourites')}
      {counted && count !== undefined && <span className="text-faint text-xs">{format.number(count)}</span>}
    </ToggleChip>
  )
}

/** What was made from one picture: the picture itself says which. */
export function MadeFromChip({ query, id }: { query: LibraryQuery; id: string }) {
  const t = useTranslations('search')
  const { data } = useImageDetail(id)
  const asset = data?.image.asset
  return (
    <span className="inline-flex shrink-0 items-center rounded bg-sunk">
      <span className="inline-flex h-8 items-center gap-1.5 pl-2">
        {t('madeFrom')}
        {asset && (
          <span className="block size-6 overflow-hidden rounded-picture">
            <Thumb
              id={id}
              width={asset.width}
              height={asset.height}
              thumbHash={asset.thumbHash}
              alt={data.generation.prompt.slice(0, 200)}
              sizes="24px"
            />
          </span>
        )}
      </span>
      <LetGo
        label={t('letGo', { name: t('madeFrom') })}
        onClick={() => changeQuery(query, (now) => ({ ...now, madeFrom: null }))}
      />
    </span>
  )
}

import { Bookmark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { searchPath, useFilledSearch, useSearches } from '#lib/searches/client.ts'
import type { SavedSearchDto } from '#lib/searches/schema.ts'
import { BoardCover } from './board-cover.tsx'

/** Saved searches as boards that fill themselves; nothing where there are none. */
export function SavedSearches() {
  const t = useTranslations('search.saved')
  const searches = useSearches().data ?? []
  if (searches.length === 0) return null
  return (
    <section className="pt-10">
      <h2 className="pb-4 text-lg">{t('title')}</h2>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-[repeat(auto-fill,minmax(240px,1fr))]">
        {searches.map((search) => (
          <SearchTile key={search.id} search={search} />
        ))}
      </ul>
    </section>
  )
}

/** A saved search among boards: its first pictures, its name, how many, and whose where it is a colleague's. */
function SearchTile({ search }: { search: SavedSearchDto }) {
  const t = useTranslations('search.saved')
  const { me } = useStudioFacts()
  const { data } = useFilledSearch(search.id)
  const facts = [
    ...(data ? [t('tile', { count: data.count })] : []),
    ...(search.owner.id !== me.id
      ? [t('tileShared', { name: search.owner.name })]
      : search.shared
        ? [t('shared')]
        : []),
  ]
  return (
    <li>
      <AreaLink href={searchPath(search)} draggable={false} className="group block rounded">
        <BoardCover
          board={{ cover: data?.cover ?? [] }}
          sizes="(width < 640px) 40vw, 260px"
          className="aspect-4/3 rounded-picture"
        />
        <span className="mt-2 flex items-center gap-1.5">
          <Bookmark aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span dir="auto" className="min-w-0 truncate font-medium group-hover:underline">
            {search.name}
          </span>
        </span>
        <span className="block min-h-4 truncate text-muted text-xs">{facts.join(' · ')}</span>
      </AreaLink>
    </li>
  )
}

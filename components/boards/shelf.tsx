import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'

interface ShelfProps<Item> {
  title: string
  /** Whose words it speaks with. */
  words: 'boards' | 'kits.list'
  list: { data: Item[] | undefined; isPending: boolean; isError: boolean; refetch: () => unknown }
  isArchived: (item: Item) => boolean
  /** A list item. */
  tile: (item: Item) => ReactNode
  /** Left out for who only looks. */
  onMake: (() => void) | undefined
  /** The pointer is on the button that makes one. */
  onMakeNear?: () => void
  /** In place of the tiles, before the first one. */
  empty: ReactNode
  /** Below the tiles once these are there, but not below archived ones. */
  after?: ReactNode
}

/** Things of the team as tiles, archived ones behind a filter. */
export function Shelf<Item>(props: ShelfProps<Item>) {
  const { title, words, list, isArchived, tile, onMake, onMakeNear, empty, after } = props
  const t = useTranslations(words)
  const [archived, setArchived] = useState(false)
  const all = list.data ?? []
  const put = all.filter(isArchived)
  const shown = archived && put.length > 0 ? put : all.filter((item) => !isArchived(item))
  return (
    <div className="px-4 pt-4 pb-24 sm:px-6 sm:pb-16">
      <header className="flex min-h-10 flex-wrap items-center gap-2 pb-4">
        <h1 className="mr-auto text-lg">{title}</h1>
        {put.length > 0 && (
          <Button variant="plain" aria-pressed={archived} onClick={() => setArchived(!archived)}>
            {archived ? t('showCurrent') : t('showArchived', { count: put.length })}
          </Button>
        )}
        {onMake && all.length > 0 && (
          <Button variant="primary" onPointerEnter={onMakeNear} onClick={onMake}>
            <Plus aria-hidden className="size-4" />
            {t('make')}
          </Button>
        )}
      </header>
      {list.isPending ? (
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
      ) : list.isError && all.length === 0 ? (
        <div role="alert" className="flex flex-col items-start gap-3">
          <p className="max-w-prose text-muted">{t('unreachable')}</p>
          <Button onClick={() => void list.refetch()}>{t('retry')}</Button>
        </div>
      ) : all.length === 0 ? (
        empty
      ) : (
        <ul className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-[repeat(auto-fill,minmax(240px,1fr))]">
          {shown.map(tile)}
        </ul>
      )}
      {!archived && !list.isPending && after}
    </div>
  )
}

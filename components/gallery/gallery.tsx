'use client'

import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { ConnectionNotice } from '#components/feed/connection-notice.tsx'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { NothingFound } from '#components/search/nothing-found.tsx'
import { SearchHeader } from '#components/search/search-header.tsx'
import { SearchedText } from '#components/search/tile-hits.tsx'
import { useLibraryQuery } from '#components/search/use-library-query.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { askAhead } from './first-screen.ts'
import { GalleryEmpty } from './gallery-empty.tsx'
import { tellsByNews } from './library-news.ts'
import type { LibraryStore } from './library-store.ts'
import { PictureRows } from './picture-rows.tsx'
import { RowHeight } from './row-height-slider.tsx'
import { Scrubber } from './scrubber.tsx'
import { SelectionArea } from './selection-area.tsx'
import { useLibrary, useLibraryPart } from './use-library.ts'

askAhead()

/**
 * The pictures that the address asks for, edge to edge. What was shown before stays until something of another query is
 * there, so that typing does not flicker.
 */
export function Gallery({ people }: { people: readonly PersonRef[] }) {
  const query = useLibraryQuery()
  const store = useLibrary(query)
  const state = useLibraryPart(store, 'state')
  const total = useLibraryPart(store, 'total')
  const [shown, setShown] = useState(store)
  if (state !== 'loading' && shown !== store) setShown(store)
  return (
    <>
      <SearchHeader query={query} count={total} alone={people.length < 2}>
        <RowHeight />
      </SearchHeader>
      <SearchedText value={shown.query.text}>
        <Pictures key={librarySearch(shown.query).toString()} store={shown} people={people} />
      </SearchedText>
    </>
  )
}

interface PicturesProps {
  store: LibraryStore
  /** Everybody whose pictures can be asked for. */
  people: readonly PersonRef[]
}

function Pictures({ store, people }: PicturesProps) {
  const t = useTranslations('gallery')
  const { query } = store
  const view = useSyncExternalStore(store.subscribe, store.view, store.view)
  const label = useListName(query, people, store.ranked)
  const { list, state, total } = view
  const whole = state === 'whole'

  if (state === 'failed') {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-6">
        <p className="max-w-prose text-muted">{t('unreachable')}</p>
        <Button onClick={() => store.retry()}>{t('retry')}</Button>
      </div>
    )
  }
  if (list.count === 0) {
    if (whole) return <Nothing query={query} people={people} />
    return (
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
    )
  }
  const unlisted = whole && total !== undefined ? total - list.count : 0
  return (
    <PictureActionsProvider>
      <SelectionArea order={list}>
        <PictureRows
          list={list}
          label={label}
          expected={whole ? undefined : Math.max(total ?? 0, list.count)}
          beside={(plan) =>
            whole && !store.ranked && <Scrubber plan={plan} layout={plan.layout} list={list} />
          }
        />
      </SelectionArea>
      {unlisted > 0 && (
        <p className="px-4 py-8 text-center text-muted">
          {t('cut', { listed: list.count, count: list.count + unlisted })}
        </p>
      )}
      <ConnectionNotice />
      <ViewerHost list={list} />
    </PictureActionsProvider>
  )
}

/** A studio without pictures is begun; a search without any is widened. */
function Nothing({ query, people }: { query: LibraryQuery; people: readonly PersonRef[] }) {
  const { me } = useStudioFacts()
  if (!tellsByNews(query) || query.people.length > 1) return <NothingFound query={query} />
  const [id] = query.people
  const mine = id === 'me' || id === me.id
  return <GalleryEmpty person={mine ? undefined : people.find((person) => person.id === id)} mine={mine} />
}

/** The list's name to assistive technology. */
function useListName(query: LibraryQuery, people: readonly PersonRef[], ranked: boolean): string {
  const t = useTranslations('gallery')
  const { me } = useStudioFacts()
  if (ranked) return t('labelRanked')
  const [id, ...others] = query.people
  if (!tellsByNews(query) || others.length > 0) return t('labelFound')
  if (id === undefined) return t('label')
  if (id === 'me' || id === me.id) return t('labelMine')
  const person = people.find((each) => each.id === id)
  return person ? t('labelPerson', { name: person.name }) : t('labelFound')
}

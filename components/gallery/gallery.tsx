'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { ConnectionNotice } from '#components/feed/connection-notice.tsx'
import { EndlessEnd } from '#components/feed/endless-end.tsx'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { Button } from '#components/ui/button.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { useGallery } from '#lib/images/client.ts'
import { type GalleryScope, scopePerson } from '#lib/images/scope.ts'
import { GalleryEmpty } from './gallery-empty.tsx'
import { GalleryHeader } from './gallery-header.tsx'
import { PictureRows } from './picture-rows.tsx'
import { SelectionArea } from './selection-area.tsx'

interface GalleryProps {
  scope: GalleryScope
  /** Everybody whose pictures can be asked for. */
  people: readonly PersonRef[]
}

/** The pictures of a scope, newest first, edge to edge. Whoever is alone in the studio has nothing to choose. */
export function Gallery({ scope, people }: GalleryProps) {
  const id = scopePerson(scope)
  const person = people.find((each) => each.id === id)
  return (
    <>
      {(people.length > 1 || scope !== 'team') && <GalleryHeader scope={scope} people={people} />}
      <Pictures scope={scope} person={person} />
    </>
  )
}

interface PicturesProps {
  scope: GalleryScope
  /** Of a gallery of one person. */
  person: PersonRef | undefined
}

function Pictures({ scope, person }: PicturesProps) {
  const t = useTranslations('gallery')
  const gallery = useGallery(scope)
  const items = useMemo(() => gallery.data?.pages.flatMap((page) => page.items) ?? [], [gallery.data])

  if (items.length === 0) {
    if (gallery.isPending) {
      return (
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
      )
    }
    if (gallery.isError) {
      return (
        <div role="alert" className="flex flex-col items-start gap-3 p-6">
          <p className="max-w-prose text-muted">{t('unreachable')}</p>
          <Button onClick={() => void gallery.refetch()}>{t('retry')}</Button>
        </div>
      )
    }
    return <GalleryEmpty person={person} mine={scope === 'mine'} />
  }
  const label = person
    ? t('labelPerson', { name: person.name })
    : scope === 'mine'
      ? t('labelMine')
      : t('label')
  return (
    <PictureActionsProvider>
      <SelectionArea items={items}>
        <PictureRows items={items} label={label} />
      </SelectionArea>
      <EndlessEnd query={gallery} />
      <ConnectionNotice />
      <ViewerHost items={items} onNearEnd={gallery.fetchNextPage} />
    </PictureActionsProvider>
  )
}

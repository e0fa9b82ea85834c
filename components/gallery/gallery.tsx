'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { ConnectionNotice } from '#components/feed/connection-notice.tsx'
import { EndlessEnd } from '#components/feed/endless-end.tsx'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { Button } from '#components/ui/button.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import { useGallery } from '#lib/images/client.ts'
import { GalleryEmpty } from './gallery-empty.tsx'
import { PictureRows } from './picture-rows.tsx'

/** All pictures, newest first, edge to edge. */
export function Gallery() {
  const t = useTranslations('gallery')
  const gallery = useGallery('team')
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
    return <GalleryEmpty />
  }
  return (
    <PictureActionsProvider>
      <PictureRows items={items} label={t('label')} />
      <EndlessEnd query={gallery} />
      <ConnectionNotice />
      <ViewerHost items={items} onNearEnd={gallery.fetchNextPage} />
    </PictureActionsProvider>
  )
}

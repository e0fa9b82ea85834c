'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { WholeCatalogue } from '#components/ui/whole-catalogue.tsx'
import { ApiError } from '#lib/api-client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { imageUrls, useImageDetail } from '#lib/images/client.ts'
import { finishedPictures } from './viewer-item.ts'
import { viewerList } from './viewer-list.ts'
import { loadedViewer, preloadViewer, whenViewerLoaded } from './viewer-store.ts'

/** A picture by its own address: the viewer with the pictures of its run. Closing goes to the studio. */
export function ImagePage({ imageId }: { imageId: string }) {
  const t = useTranslations('viewer')
  const errorText = useErrorText()
  const router = useRouter()
  const [id, setId] = useState(imageId)
  const detail = useImageDetail(id)
  const [run, setRun] = useState<GenerationDto>()
  const [ready, setReady] = useState(false)

  useEffect(() => whenViewerLoaded(() => setReady(true)), [])
  // The run stays on show while the next picture's details are on their way.
  const gone = detail.error instanceof ApiError && detail.error.code === 'not_found'
  useEffect(() => {
    if (detail.data) setRun(detail.data.generation)
    else if (gone) setRun(undefined)
  }, [detail.data, gone])
  const items = useMemo(() => (run ? finishedPictures([run]) : []), [run])

  const list = useMemo(() => viewerList(items), [items])

  const turn = (next: string) => {
    setId(next)
    history.replaceState(null, '', imageUrls.page(next))
  }
  const Viewer = ready ? loadedViewer() : null
  if (detail.error && !run) {
    const error = detail.error instanceof ApiError ? detail.error : new ApiError('unreadable', 0)
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-8">
        <h1 className="text-lg">{t('unavailable')}</h1>
        <p className="max-w-prose text-muted">{errorText(error)}</p>
        <div className="flex gap-2">
          {error.code !== 'not_found' && (
            <Button
              onClick={() => {
                preloadViewer()
                void detail.refetch()
              }}
            >
              {t('retry')}
            </Button>
          )}
          <Button onClick={() => router.push('/')}>{t('toStudio')}</Button>
        </div>
      </div>
    )
  }
  if (!Viewer || !run) return <h1 className="sr-only">{t('label')}</h1>
  if (!items.some((item) => item.id === id) && items.length === 0) {
    return (
      <div className="flex flex-col items-start gap-3 p-8">
        <h1 className="text-lg">{t('unfinished')}</h1>
        <Button onClick={() => router.push('/')}>{t('toStudio')}</Button>
      </div>
    )
  }
  return (
    <PictureActionsProvider>
      <h1 className="sr-only">{t('label')}</h1>
      <WholeCatalogue>
        <Viewer id={id} list={list} onTurn={turn} onClose={() => router.push('/')} onLeave={() => {}} />
      </WholeCatalogue>
    </PictureActionsProvider>
  )
}

'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { ConnectionNotice } from '#components/feed/connection-notice.tsx'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { PromptText } from '#components/picture/prompt-text.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import { finishedPictures } from '#components/viewer/viewer-item.ts'
import { viewerList } from '#components/viewer/viewer-list.ts'
import { matrixUrls, useMatrix } from '#lib/matrices/client.ts'
import { gridOf, viewOf } from '#lib/matrices/grid.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'
import { MatrixGrid } from './matrix-grid.tsx'
import { ViewControls } from './view-controls.tsx'

/** A matrix: its prompt, its runs as a grid, and the ways to take it elsewhere. */
export function MatrixPage({ first }: { first: MatrixDto }) {
  const t = useTranslations('matrix')
  const format = useFormat()
  const matrix = useMatrix(first)
  const [wanted, setWanted] = useState(() => viewOf(first.axes))
  const view = viewOf(matrix.axes, wanted)
  const cells = gridOf(matrix, view)
  const { person, template, generations, createdAt } = matrix
  const pictures = useMemo(() => viewerList(finishedPictures(generations)), [generations])
  const all = generations.reduce((sum, { images }) => sum + images.length, 0)
  const waiting = generations
    .flatMap(({ images }) => images)
    .filter(({ status }) => status === 'queued' || status === 'running').length
  return (
    <PictureActionsProvider>
      <header className="flex flex-col gap-3 px-4 pt-4 pb-2 sm:px-6">
        <h1 className="sr-only">{t('label')}</h1>
        {template !== null && (
          <div className="max-w-prose">
            <PromptText text={template} />
          </div>
        )}
        <p aria-live="polite" className="text-muted text-xs">
          {waiting > 0 ? t('grid.progress', { done: all - waiting, all }) : t('pictures', { n: all })}
          {' · '}
          {person.name}
          {' · '}
          <time dateTime={createdAt} title={format.fullMoment(createdAt)} suppressHydrationWarning>
            {format.moment(createdAt)}
          </time>
        </p>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <ViewControls matrix={matrix} view={view} onChange={setWanted} />
          <div className="flex gap-2">
            {[
              { name: t('grid.png'), tip: t('grid.pngTip'), href: matrixUrls.png(matrix.id, view) },
              { name: t('grid.zip'), tip: t('grid.zipTip'), href: matrixUrls.zip(matrix.id) },
              { name: t('grid.csv'), tip: t('grid.csvTip'), href: matrixUrls.csv(matrix.id) },
            ].map(({ name, tip, href }) => (
              <a
                key={name}
                href={href}
                download
                data-tip={tip}
                className="touch-target inline-flex h-8 items-center gap-1.5 rounded bg-sunk px-3 hover:bg-hover"
              >
                <Download aria-hidden className="size-4" />
                {name}
              </a>
            ))}
          </div>
        </div>
      </header>
      <MatrixGrid matrix={matrix} view={view} cells={cells} />
      <ConnectionNotice />
      <ViewerHost list={pictures} />
    </PictureActionsProvider>
  )
}

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BoardsOfImage } from '#components/boards/boards-of-image.tsx'
import { MadeWith } from '#components/kits/made-with.tsx'
import { LineageStrips } from '#components/lineage/lineage-strips.tsx'
import { PanelMarks } from '#components/marks/panel-marks.tsx'
import { ModelChips } from '#components/picture/model-chips.tsx'
import { ReferenceStrip } from '#components/picture/reference-strip.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useFormat } from '#components/picture/use-format.ts'
import { SavePromptButton } from '#components/prompts/save-prompt-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { ApiError } from '#lib/api-client.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { useImageDetail } from '#lib/images/client.ts'
import { Attempts } from './attempts.tsx'
import { PanelActions } from './panel-actions.tsx'
import { PanelMaker } from './panel-maker.tsx'

interface PanelProps {
  imageId: string
  onClose: () => void
  onLeave: () => void
}

/** Everything known of the picture, at the viewer's right; on a phone over its lower part. */
export function Panel({ imageId, onClose, onLeave }: PanelProps) {
  const t = useTranslations('viewer')
  const detail = useImageDetail(imageId)
  return (
    <aside
      aria-label={t('facts')}
      className="flex flex-col gap-6 overflow-y-auto overscroll-contain bg-surface p-4 max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-10 max-md:max-h-[70dvh] max-md:rounded-t-panel max-md:pb-[max(16px,env(safe-area-inset-bottom))] md:w-84 md:shrink-0"
    >
      <IconButton label={t('closePanel')} keys="I" className="-mb-8 self-end md:hidden" onClick={onClose}>
        <X aria-hidden className="size-4" />
      </IconButton>
      {detail.data ? (
        <Facts detail={detail.data} onLeave={onLeave} />
      ) : detail.error ? (
        <DetailError error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <div aria-busy className="flex flex-col gap-2">
          {['w-full', 'w-full', 'w-2/3'].map((width, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three grey lines
            <div key={line} className={`h-4 rounded-picture bg-sunk ${width}`} />
          ))}
        </div>
      )}
    </aside>
  )
}

function DetailError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('viewer')
  const errorText = useErrorText()
  return (
    <div role="alert" className="flex flex-col items-start gap-3">
      <p className="text-muted">
        {errorText(error instanceof ApiError ? error : new ApiError('unreadable', 0))}
      </p>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-faint text-xs">{title}</h2>
      {children}
    </section>
  )
}

function Facts({ detail, onLeave }: { detail: ImageDetailDto; onLeave: () => void }) {
  const t = useTranslations('viewer')
  const { generation, image, attempts } = detail
  return (
    <>
      <Section title={t('prompt')}>
        <p className="max-h-60 overflow-y-auto whitespace-pre-line text-base wrap-anywhere">
          {generation.prompt}
        </p>
        <SavePromptButton prompt={generation.prompt} />
        <MadeWith generation={generation} />
      </Section>
      <PanelMarks detail={detail} />
      {generation.references.length > 0 && (
        <Section title={t('references')}>
          <ReferenceStrip references={generation.references} roles={generation.roles} named />
        </Section>
      )}
      <Section title={t('maker')}>
        <PanelMaker generation={generation} />
      </Section>
      <PanelActions image={image} generation={generation} onLeave={onLeave} />
      <LineageStrips imageId={image.id} />
      <BoardsOfImage imageId={image.id} title={t('boards')} />
      <Section title={t('asked')}>
        <ModelChips generation={generation} />
      </Section>
      <Section title={t('got')}>
        <Got detail={detail} />
      </Section>
      <Section title={t('history')}>
        <Attempts attempts={attempts} />
      </Section>
    </>
  )
}

function Got({ detail: { generation, image, attempts } }: { detail: ImageDetailDto }) {
  const t = useTranslations('viewer')
  const format = useFormat()
  const took = attempts.findLast((attempt) => attempt.outcome === 'succeeded')?.latencyMs
  const { asset, expected } = image
  const price = generation.estimatedPriceMicroUsd
  const rows: [string, ReactNode][] = [
    ...(asset
      ? ([
          [
            t('pixels'),
            <>
              {`${asset.width} × ${asset.height}`}
              {image.mismatch && (
                <span className="block text-accent">
                  {t('notAsked', { width: expected.width, height: expected.height })}
                </span>
              )}
            </>,
          ],
          [t('file'), `${asset.mime.replace('image/', '').toUpperCase()}, ${format.bytes(asset.bytes)}`],
        ] satisfies [string, ReactNode][])
      : []),
    [t('made'), format.fullMoment(image.finishedAt ?? generation.createdAt)],
    ...(took ? ([[t('took'), format.duration(took)]] satisfies [string, ReactNode][]) : []),
    [
      t('price'),
      generation.sandbox
        ? t('sandbox')
        : price === null
          ? t('priceUnknown')
          : t('estimated', { price: format.price(price / generation.n) }),
    ],
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { useNow } from '#components/picture/use-now.ts'
import { useRights } from '#components/picture/use-rights.ts'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useQueuePosition } from '#lib/events/client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { isUnsent } from '#lib/generations/unsent-generation.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import css from './tile.module.css'
import { useDelivery } from './unsent-context.ts'

/** A picture that waits or is being made: its shape, with what is happening in words. */
export function WaitingTile({ image, generation }: { image: ImageDto; generation: GenerationDto }) {
  const t = useTranslations('feed.waiting')
  const actions = usePictureActions()
  const unsent = isUnsent(generation)
  const { manage } = useRights(generation.person.id)
  const running = image.status === 'running'
  return (
    <div className={cx(css.light, !running && css.still, 'absolute inset-0 bg-sunk')}>
      <div className="absolute inset-x-0 bottom-0 flex flex-col p-2 text-xs sm:p-3">
        {unsent ? (
          <Unsent generationId={generation.id} />
        ) : running ? (
          <Running image={image} />
        ) : (
          <Queued image={image} />
        )}
      </div>
      {!unsent && manage && (
        <IconButton
          label={running ? t('cancelRunning') : t('cancel')}
          size="sm"
          className="absolute top-1 right-1 bg-bg/60 opacity-0 focus-visible:opacity-100 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 pointer-coarse:opacity-100"
          onClick={() => actions.cancel(image)}
        >
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
    </div>
  )
}

function Unsent({ generationId }: { generationId: string }) {
  const t = useTranslations('feed.waiting')
  const failures = useDelivery(generationId)
  return <p className="text-muted">{failures === 0 ? t('sending') : t('unanswered')}</p>
}

function Running({ image }: { image: ImageDto }) {
  const t = useTranslations('feed.waiting')
  const format = useFormat()
  const now = useNow()
  const elapsed = now && image.startedAt ? Math.max(0, now - Date.parse(image.startedAt)) : 0
  const usual = image.expectedMs
  // Never full before the picture is there.
  const part = usual ? Math.min(0.97, elapsed / usual) : 0
  return (
    <>
      <p className="truncate font-medium text-ink">
        {image.step === 'saving' ? t('saving') : t('generating')}
      </p>
      <p className="truncate text-muted">
        {format.duration(elapsed)}
        {usual !== null && (
          <span className={css.middle}>&nbsp;{t('usual', { time: format.duration(usual) })}</span>
        )}
      </p>
      <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5">
        <span
          className="block size-full origin-left bg-accent transition-transform duration-1000 ease-linear"
          style={{ transform: `scaleX(${part})` }}
        />
      </span>
    </>
  )
}

function Queued({ image }: { image: ImageDto }) {
  const t = useTranslations('feed.waiting')
  const position = useQueuePosition(image.id)
  if (image.waiting) return <PutOff waiting={image.waiting} />
  return (
    <p className="truncate text-muted">
      {position === undefined ? t('queued') : position === 1 ? t('next') : t('place', { place: position })}
    </p>
  )
}

/** Between automatic attempts: why, and when the next one starts. */
function PutOff({ waiting }: { waiting: NonNullable<ImageDto['waiting']> }) {
  const t = useTranslations('feed.waiting')
  const failures = useTranslations('failures')
  const format = useFormat()
  const now = useNow()
  const left = now ? Date.parse(waiting.until) - now : 0
  return (
    <>
      <p className="truncate text-ink">{failures(`${waiting.kind}.title`)}</p>
      <p className="truncate text-muted">
        {left > 0 ? t('againIn', { time: format.duration(left) }) : t('again')}
      </p>
    </>
  )
}

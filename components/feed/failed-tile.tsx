import { CircleSlash, Info, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePictureActions } from '#components/picture/picture-actions.tsx'
import { useRights } from '#components/picture/use-rights.ts'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { FailureDto, ImageDto } from '#lib/images/schema.ts'
import { type NextStep, nextSteps } from './next-steps.ts'
import css from './tile.module.css'

interface FailedTileProps {
  image: ImageDto
  generation: GenerationDto
}

/** A picture that did not come: what happened, what it cost, what now. A small tile tells the rest on demand. */
export function FailedTile({ image, generation }: FailedTileProps) {
  const t = useTranslations('failures')
  const { failure } = image
  const cancelled = image.status === 'cancelled'
  const kind = failure?.kind ?? (image.status === 'outcome_unknown' ? 'outcome_unknown' : 'internal')
  const key = cancelled ? 'cancelled' : kind
  const rights = useRights(generation.person.id)
  const all: readonly NextStep[] = cancelled
    ? ['retry', 'edit']
    : nextSteps(kind, failure?.downloadable ?? false)
  const steps = all.filter((step) => (step === 'edit' ? rights.make : rights.manage))
  const Icon = cancelled ? CircleSlash : TriangleAlert
  const billed = failure?.billed ?? image.cancelBilled ?? 'unknown'
  const cost = t(generation.sandbox ? 'cost.sandbox' : `cost.${billed}`)
  return (
    <div className="absolute inset-0 flex flex-col gap-1 bg-sunk p-2 text-xs sm:p-3">
      <p className={cx('flex items-start gap-1.5 font-medium', cancelled ? 'text-muted' : 'text-danger')}>
        <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
        <span className="line-clamp-2">{t(`${key}.title`)}</span>
      </p>
      <p className={cx(css.room, 'text-pretty text-muted')}>
        <span className="line-clamp-6">
          {t(`${key}.why`)} {cost}
        </span>
      </p>
      <div className="mt-auto flex items-center gap-1">
        {steps.map((step, place) => (
          <span key={step} className={place === 0 ? css.middle : css.wide}>
            <StepButton step={step} image={image} generation={generation} />
          </span>
        ))}
        <Popover
          label={t('details')}
          align="end"
          className="w-80"
          trigger={(props) => (
            <IconButton {...props} size="sm" label={t('details')} className="ml-auto">
              <Info aria-hidden className="size-4" />
            </IconButton>
          )}
        >
          {(close) => (
            <div className="flex flex-col gap-2">
              <p className="font-medium">{t(`${key}.title`)}</p>
              <p className="text-pretty">
                {t(`${key}.why`)} {cost}
              </p>
              {failure && <GatewayWords failure={failure} />}
              <div className="flex flex-wrap gap-1 pt-1">
                {steps.map((step) => (
                  <StepButton key={step} step={step} image={image} generation={generation} onDone={close} />
                ))}
                {rights.trash && <RemoveButton image={image} onDone={close} />}
              </div>
            </div>
          )}
        </Popover>
      </div>
    </div>
  )
}

/** What the gateway or the model itself said, as it was said. */
function GatewayWords({ failure }: { failure: FailureDto }) {
  const t = useTranslations('failures')
  if (!failure.message && !failure.param) return null
  return (
    <p className="max-h-40 overflow-y-auto text-muted text-xs wrap-anywhere">
      {failure.message && t('words', { message: failure.message })}{' '}
      {failure.param && t('param', { param: failure.param })}
    </p>
  )
}

interface StepButtonProps extends FailedTileProps {
  step: NextStep
  onDone?: () => void
}

function StepButton({ step, image, generation, onDone }: StepButtonProps) {
  const t = useTranslations('failures.step')
  const actions = usePictureActions()
  const run = () => {
    onDone?.()
    if (step === 'edit') actions.reuse(generation)
    else if (step === 'downloadAgain') actions.redownload(image.id)
    else actions.retry(image)
  }
  return (
    <Button size="sm" variant="plain" className="bg-hover! hover:opacity-85" onClick={run}>
      {t(step)}
    </Button>
  )
}

function RemoveButton({ image, onDone }: { image: ImageDto; onDone: () => void }) {
  const t = useTranslations('feed.action')
  const actions = usePictureActions()
  const run = () => {
    onDone()
    actions.remove(image)
  }
  return (
    <Button size="sm" variant="plain" onClick={run}>
      {t('delete')}
    </Button>
  )
}

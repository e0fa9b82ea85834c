import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { sizeText } from '#components/composer/form.ts'
import { newId } from '#components/composer/new-id.ts'
import { usePrice } from '#components/composer/use-price.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { useCreateGeneration } from '#lib/generations/client.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { useImageDetail } from '#lib/images/client.ts'
import { modelProfile, nearestRatio, pixelsFor, type Tier } from '#lib/models/catalogue.ts'
import { resized } from './resized.ts'

interface ResizeDialogProps {
  imageId: string
  onClose: () => void
}

/** A picture's recipe at another size: says that it is made again, what it costs, and that it will differ. */
export function ResizeDialog({ imageId, onClose }: ResizeDialogProps) {
  const t = useTranslations('recipes.resize')
  const errorText = useErrorText()
  const { data, error } = useImageDetail(imageId)
  if (!data) {
    return (
      <FormDialog title={t('title')} closeLabel={t('cancel')} onClose={onClose} actions={() => null}>
        {error ? (
          <p role="alert" className="min-h-24 text-danger">
            {errorText(error instanceof ApiError ? error : new ApiError('unreadable', 0))}
          </p>
        ) : (
          <p aria-busy className="h-24 text-muted">
            {t('loading')}
          </p>
        )}
      </FormDialog>
    )
  }
  return <Sizes detail={data} onClose={onClose} />
}

function Sizes({ detail, onClose }: { detail: ImageDetailDto; onClose: () => void }) {
  const t = useTranslations('recipes.resize')
  const errorText = useErrorText()
  const priceOf = usePrice()
  const { sandbox, me } = useStudioFacts()
  const { generation, image } = detail
  const { model } = generation
  const { tiers, ratios } = modelProfile(model)
  const others = tiers.filter((tier) => tier !== generation.tier)
  const [tier, setTier] = useState<Tier>(others.at(-1) ?? '4K')
  // One press asks once, however often it is pressed or sent.
  const [id] = useState(newId)
  const { mutate } = useCreateGeneration({
    onRejected: (_, error) => showToast(errorText(error), { tone: 'danger' }),
  })
  const ratio = generation.ratio === 'auto' ? nearestRatio(image.expected, ratios) : generation.ratio
  const price = priceOf(model, tier)

  const make = () => {
    const references = generation.references
    mutate({ input: { ...resized(detail, tier, me.newPrivate), id }, references })
    showToast(t('being', { tier }))
  }

  return (
    <FormDialog
      title={t('title')}
      closeLabel={t('cancel')}
      onClose={onClose}
      actions={(close) => (
        <Button
          variant="primary"
          size="lg"
          data-autofocus
          onClick={(event) => {
            if (event.detail > 1) return
            make()
            close()
          }}
        >
          {sandbox || price === null ? t('make', { tier }) : t('makeFor', { tier, price })}
        </Button>
      )}
    >
      <p className="text-pretty text-muted">
        {sandbox ? t('lineSandbox') : price === null ? t('lineUnknown') : t('line', { price })}
      </p>
      <ChoiceGrid label={t('size')} options={others} value={tier} onChange={setTier} columns={1}>
        {(option) => (
          <span className="grid grid-cols-[3rem_1fr_auto] px-3 py-2 max-sm:py-3">
            <span className="text-ink">{option}</span>
            <span>{sizeText(pixelsFor(ratio, option))}</span>
            <span>{sandbox ? '' : priceOf(model, option)}</span>
          </span>
        )}
      </ChoiceGrid>
    </FormDialog>
  )
}

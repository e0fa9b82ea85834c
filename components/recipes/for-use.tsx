import { useTranslations } from 'next-intl'
import { type ComposerForm, sizeText } from '#components/composer/form.ts'
import type { RatioChipProps } from '#components/composer/setting-chips.tsx'
import { pixelsFor } from '#lib/models/catalogue.ts'
import { cropFor, findUseCase, isEnlarged, planFor } from '#lib/models/use-cases.ts'
import { CropView } from './crop-view.tsx'
import { UseCaseSelect } from './use-case-select.tsx'

interface ForUseProps {
  form: ComposerForm
  onUse: RatioChipProps['onUse']
}

/** Chooses by what the picture is for: its nearest ratio, the smallest size that has the pixels, and the cut it will get. */
export function ForUse({ form, onUse }: ForUseProps) {
  const t = useTranslations('recipes.use')
  const use = findUseCase(form.useCase)
  const picture = form.ratio === 'auto' ? null : pixelsFor(form.ratio, form.tier)
  const crop = use && picture && cropFor(use, picture)
  const whole = crop !== null && crop.width > 0.995 && crop.height > 0.995
  const plan = use && picture && (isEnlarged(use, picture) ? 'planEnlarged' : whole ? 'planWhole' : 'plan')
  return (
    <div className="mt-2 border-line border-t pt-3">
      <UseCaseSelect
        label={t('label')}
        none={t('none')}
        value={use}
        onChange={(next) => {
          if (!next) return onUse({ useCase: undefined })
          const { ratio, tier } = planFor(next, form.model)
          onUse({ useCase: next.id, ratio, tier })
        }}
      />
      {use && picture && plan && (
        <div className="mt-3 flex items-center gap-4">
          <div className="grid size-18 shrink-0 place-items-center">
            <CropView picture={picture} target={use} box={72} />
          </div>
          <p aria-live="polite" className="text-pretty text-muted text-xs">
            {t(plan, { ratio: form.ratio, tier: form.tier, size: sizeText(use) })}
          </p>
        </div>
      )}
    </div>
  )
}

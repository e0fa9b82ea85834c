import { useFormatter, useTranslations } from 'next-intl'
import { ForUse } from '#components/recipes/for-use.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { Slider } from '#components/ui/slider.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { MODELS, modelProfile, type RatioChoice } from '#lib/models/catalogue.ts'
import { likelySize, sizeText } from './form.ts'
import { RatioShape } from './ratio-shape.tsx'
import type {
  CountChipProps,
  ModelChipProps,
  RatioChipProps,
  SizeChipProps,
  TemperatureChipProps,
} from './setting-chips.tsx'

/** What a chip's panel gets beside the chip's own props. */
interface Closing {
  close: () => void
}

export function ModelPanel({ model, onChange, priceOf, close }: ModelChipProps & Closing) {
  const t = useTranslations('composer.model')
  const known = MODELS.map(({ id }) => id)
  const options = known.includes(model) ? known : [...known, model]
  return (
    <ChoiceGrid
      label={t('label')}
      options={options}
      value={model}
      onChange={onChange}
      onSettle={close}
      columns={1}
    >
      {(id) => {
        const { name, tiers, ratios, references } = modelProfile(id)
        const first = tiers[0]
        const price = first && priceOf(id, first)
        return (
          <span className="block px-3 py-2">
            <span className="flex justify-between gap-2 text-ink">
              {name}
              {price && <span className="text-faint">{t('from', { price })}</span>}
            </span>
            <span className="block text-muted text-xs">
              {id === 'nano-banana-2' || id === 'nano-banana-pro' ? t(`known.${id}`) : t('unknown')}
            </span>
            <span className="block text-faint text-xs">
              {t('facts', {
                sizes: `${first}–${tiers.at(-1)}`,
                ratios: ratios.length,
                references: references.max,
              })}
            </span>
          </span>
        )
      }}
    </ChoiceGrid>
  )
}

const RATIO_COLUMNS = 5

export function RatioPanel({ form, first, onChange, onUse, close }: RatioChipProps & Closing) {
  const t = useTranslations('composer.ratio')
  const options: RatioChoice[] = ['auto', ...modelProfile(form.model).ratios]
  const name = (ratio: RatioChoice) => (ratio === 'auto' ? t('auto') : ratio)
  return (
    <>
      <ChoiceGrid
        label={t('label')}
        options={options}
        value={form.ratio}
        onChange={onChange}
        onSettle={close}
        columns={RATIO_COLUMNS}
        name={(ratio) => `${name(ratio)}, ${sizeText(likelySize({ ...form, ratio }, form.tier, first))}`}
      >
        {(ratio) => (
          <span className="flex flex-col items-center gap-1 py-2">
            <RatioShape ratio={ratio} box={36} />
            <span className="text-xs">{name(ratio)}</span>
          </span>
        )}
      </ChoiceGrid>
      <p
        aria-live="polite"
        className="mt-2 flex min-h-8 items-start justify-between gap-4 px-1 text-muted text-xs"
      >
        <span>{form.ratio === 'auto' ? t(first ? 'autoFirst' : 'autoSquare') : name(form.ratio)}</span>
        <span className="whitespace-nowrap text-ink">{sizeText(likelySize(form, form.tier, first))}</span>
      </p>
      <ForUse form={form} onUse={onUse} />
    </>
  )
}

export function SizePanel({ form, first, onChange, priceOf, close }: SizeChipProps & Closing) {
  const t = useTranslations('composer.size')
  return (
    <ChoiceGrid
      label={t('label')}
      options={modelProfile(form.model).tiers}
      value={form.tier}
      onChange={onChange}
      onSettle={close}
      columns={1}
    >
      {(tier) => (
        <span className="grid grid-cols-[3rem_1fr_auto] px-3 py-2">
          <span className="text-ink">{tier}</span>
          <span>{sizeText(likelySize(form, tier, first))}</span>
          <span className="text-faint">{priceOf(form.model, tier)}</span>
        </span>
      )}
    </ChoiceGrid>
  )
}

const COUNTS = Array.from({ length: GENERATION_LIMITS.maxImages }, (_, index) => index + 1)

export function CountPanel({ n, onChange, close }: CountChipProps & Closing) {
  const t = useTranslations('composer.count')
  return (
    <ChoiceGrid
      label={t('label')}
      options={COUNTS}
      value={n}
      onChange={onChange}
      onSettle={close}
      columns={4}
      name={(count) => t('value', { n: count })}
    >
      {(count) => <span className="block py-2 text-center">×{count}</span>}
    </ChoiceGrid>
  )
}

export function TemperaturePanel({ form, onChange }: TemperatureChipProps) {
  const t = useTranslations('composer.temperature')
  const format = useFormatter()
  const range = modelProfile(form.model).temperature
  if (!range) return null
  const { temperature } = form
  return (
    <div className="flex flex-col gap-3 p-1">
      <Switch checked={temperature !== null} onChange={(on) => onChange(on ? range.default : null)}>
        {t('label')}
      </Switch>
      {temperature !== null && (
        <div className="flex items-center gap-3">
          <Slider
            aria-label={t('label')}
            min={range.min}
            max={range.max}
            step={0.1}
            value={temperature}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <output className="w-8 text-right">
            {format.number(temperature, { minimumFractionDigits: 1 })}
          </output>
        </div>
      )}
      <p className="text-muted text-xs">{t('hint')}</p>
    </div>
  )
}

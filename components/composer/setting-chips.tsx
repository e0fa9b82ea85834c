'use client'

import { Thermometer } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useCaseNames } from '#components/recipes/use-case-names.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { modelProfile, type RatioChoice, type Tier } from '#lib/models/catalogue.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { Chip } from './chip.tsx'
import { type ComposerForm, likelySize, sizeText } from './form.ts'
import { RatioShape } from './ratio-shape.tsx'

// One file for all of them: whoever opens one is likely to open another.
const panels = () => import('./setting-panels.tsx')
const [ModelPanel, preloadModel] = lazily(() => panels().then((module) => module.ModelPanel))
const [RatioPanel, preloadRatio] = lazily(() => panels().then((module) => module.RatioPanel))
const [SizePanel, preloadSize] = lazily(() => panels().then((module) => module.SizePanel))
const [CountPanel, preloadCount] = lazily(() => panels().then((module) => module.CountPanel))
const [TemperaturePanel, preloadTemperature] = lazily(() =>
  panels().then((module) => module.TemperaturePanel),
)

function preload() {
  for (const each of [preloadModel, preloadRatio, preloadSize, preloadCount, preloadTemperature]) each()
}

export interface ModelChipProps {
  model: string
  onChange: (model: string) => void
  /** Price of one picture as text; `null` where it is unknown. */
  priceOf: (model: string, tier: Tier) => string | null
}

export function ModelChip({ model, onChange, priceOf }: ModelChipProps) {
  const t = useTranslations('composer.model')
  return (
    <Chip onNear={preload} label={t('label')} value={modelProfile(model).name} className="w-80">
      {(close) => <ModelPanel model={model} onChange={onChange} priceOf={priceOf} close={close} />}
    </Chip>
  )
}

export interface SettingProps<T> {
  form: ComposerForm
  first: ReferenceDto | undefined
  onChange: (value: T) => void
}

export interface RatioChipProps extends SettingProps<RatioChoice> {
  /** Ratio, size and use at once, when a use is chosen or let go. */
  onUse: (values: Pick<ComposerForm, 'useCase'> & Partial<Pick<ComposerForm, 'ratio' | 'tier'>>) => void
}

export function RatioChip({ form, first, onChange, onUse }: RatioChipProps) {
  const t = useTranslations('composer.ratio')
  const nameOfUse = useCaseNames()
  const name = (ratio: RatioChoice) => (ratio === 'auto' ? t('auto') : ratio)
  const use = form.useCase === undefined ? null : nameOfUse(form.useCase)
  return (
    <Chip
      onNear={preload}
      label={t('label')}
      value={use === null ? name(form.ratio) : `${name(form.ratio)}, ${use}`}
      icon={<RatioShape ratio={form.ratio} box={16} />}
      className="w-86"
    >
      {(close) => <RatioPanel form={form} first={first} onChange={onChange} onUse={onUse} close={close} />}
    </Chip>
  )
}

export interface SizeChipProps extends SettingProps<Tier> {
  priceOf: (model: string, tier: Tier) => string | null
}

export function SizeChip({ form, first, onChange, priceOf }: SizeChipProps) {
  const t = useTranslations('composer.size')
  const size = sizeText(likelySize(form, form.tier, first))
  return (
    <Chip
      onNear={preload}
      label={t('label')}
      value={`${form.tier}, ${size}`}
      shown={
        <>
          {form.tier} <span className="text-muted">{size}</span>
        </>
      }
      className="w-72"
    >
      {(close) => <SizePanel form={form} first={first} onChange={onChange} priceOf={priceOf} close={close} />}
    </Chip>
  )
}

export interface CountChipProps {
  n: number
  onChange: (n: number) => void
}

export function CountChip({ n, onChange }: CountChipProps) {
  const t = useTranslations('composer.count')
  return (
    <Chip onNear={preload} label={t('label')} value={t('value', { n })} shown={`×${n}`} className="w-60">
      {(close) => <CountPanel n={n} onChange={onChange} close={close} />}
    </Chip>
  )
}

export interface TemperatureChipProps {
  form: ComposerForm
  onChange: (temperature: number | null) => void
}

/** Left to the model unless switched on; gone where the model takes none. */
export function TemperatureChip({ form, onChange }: TemperatureChipProps) {
  const t = useTranslations('composer.temperature')
  const format = useFormatter()
  const range = modelProfile(form.model).temperature
  if (!range) return null
  const { temperature } = form
  const words = temperature === null ? t('off') : format.number(temperature, { minimumFractionDigits: 1 })
  return (
    <Chip
      onNear={preload}
      label={t('label')}
      value={words}
      icon={<Thermometer aria-hidden className="size-4" />}
      shown={temperature === null ? '' : words}
      className="w-72"
    >
      {() => <TemperaturePanel form={form} onChange={onChange} />}
    </Chip>
  )
}

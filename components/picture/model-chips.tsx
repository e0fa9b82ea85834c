import { useTranslations } from 'next-intl'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { modelProfile } from '#lib/models/catalogue.ts'

/** What was asked of the model, each as a small chip. */
export function ModelChips({ generation }: { generation: GenerationDto }) {
  const t = useTranslations('feed')
  const { model, ratio, tier, n, temperature, kit } = generation
  const chips = [
    modelProfile(model).name,
    ratio === 'auto' ? t('auto') : ratio,
    tier ?? t('modelSize'),
    ...(n > 1 ? [`×${n}`] : []),
    ...(temperature === null ? [] : [t('temperature', { value: temperature })]),
    ...(kit ? [t('kit', { name: kit.name, version: kit.version })] : []),
  ]
  return (
    <ul aria-label={t('settings')} className="flex flex-wrap gap-1">
      {chips.map((chip) => (
        <li key={chip} className="rounded bg-sunk px-1.5 py-0.5 text-muted text-xs">
          {chip}
        </li>
      ))}
    </ul>
  )
}

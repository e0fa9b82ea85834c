import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ComposerAction } from '#components/composer/composer-reducer.ts'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { sizeText } from '#components/composer/form.ts'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { MODELS, modelProfile } from '#lib/models/catalogue.ts'
import { planFor, USE_CASES } from '#lib/models/use-cases.ts'
import { isOffered, runCommand } from './command-store.ts'
import type { Entry } from './palette-entries.ts'

/** Every value of the composer's settings, as lines of the palette; none for somebody who makes nothing. */
export function useSettingEntries(): Entry[] {
  const t = useTranslations('commands')
  const composer = useTranslations('composer')
  const uses = useTranslations('recipes.use')
  const { state, dispatch } = useComposerParts()
  const { model } = state.form

  return useMemo(() => {
    if (!isOffered('new')) return []
    const entry = (name: string, value: string, action: ComposerAction, also = value): Entry => ({
      key: `${name}: ${value}`,
      label: t('setting', { name, value }),
      also,
      icon: SlidersHorizontal,
      hint: composer('label'),
      run: () => {
        dispatch(action)
        // To the composer, from wherever one is.
        runCommand('new')
      },
    })
    const { ratios, tiers } = modelProfile(model)
    const counts = Array.from({ length: GENERATION_LIMITS.maxImages }, (_, index) => index + 1)
    return [
      ...MODELS.map(({ id, name }) => entry(composer('model.label'), name, { type: 'model', model: id })),
      ...(['auto', ...ratios] as const).map((ratio) =>
        entry(composer('ratio.label'), ratio === 'auto' ? composer('ratio.auto') : ratio, {
          type: 'set',
          values: { ratio },
        }),
      ),
      ...tiers.map((tier) => entry(composer('size.label'), tier, { type: 'set', values: { tier } })),
      ...counts.map((n) =>
        entry(
          composer('count.label'),
          String(n),
          { type: 'set', values: { n } },
          composer('count.value', { n }),
        ),
      ),
      ...(['on', 'off'] as const).map((choice) =>
        entry(composer('private.label'), composer(`private.${choice}`), {
          type: 'set',
          values: { private: choice === 'on' },
        }),
      ),
      ...USE_CASES.map((use) => {
        const { ratio, tier } = planFor(use, model)
        const value = `${uses(`name.${use.id}`)}, ${sizeText(use)}`
        return entry(uses('label'), value, { type: 'set', values: { useCase: use.id, ratio, tier } })
      }),
    ]
  }, [t, composer, uses, dispatch, model])
}

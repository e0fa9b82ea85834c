import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import type { KitContent } from '#lib/kits/schema.ts'
import { MODELS, modelProfile, RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'

type Settings = KitContent['settings']

interface KitSettingsProps {
  settings: Settings
  mayEdit: boolean
  onChange: (settings: Settings) => void
}

const FIELD = 'h-9 w-full rounded bg-sunk px-2 outline-offset-0 max-sm:text-base'

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

/** What the composer is set to when the kit is applied; what is left open stays as it is there. */
export function KitSettings({ settings, mayEdit, onChange }: KitSettingsProps) {
  const t = useTranslations('kits.edit.settings')
  const profile = settings.model === null ? null : modelProfile(settings.model)
  const known = MODELS.map(({ id }) => id)
  const models = settings.model && !known.includes(settings.model) ? [...known, settings.model] : known
  const ratios = RATIO_CHOICES.filter(
    (choice) => choice === 'auto' || !profile || profile.ratios.includes(choice),
  )
  const tiers = TIERS.filter((tier) => !profile || profile.tiers.includes(tier))
  const range = profile === null ? { min: 0, max: 2 } : profile.temperature
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium">{t('title')}</h2>
      <p className="text-muted text-xs">{t('what')}</p>
      <fieldset disabled={!mayEdit} className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Field label={t('model')}>
          {(id) => (
            <select
              id={id}
              value={settings.model ?? ''}
              onChange={(event) => set({ model: event.target.value || null })}
              className={FIELD}
            >
              <option value="">{t('open')}</option>
              {models.map((model) => (
                <option key={model} value={model}>
                  {modelProfile(model).name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('ratio')}>
          {(id) => (
            <select
              id={id}
              value={settings.ratio ?? ''}
              onChange={(event) =>
                set({ ratio: RATIO_CHOICES.find((ratio) => ratio === event.target.value) ?? null })
              }
              className={FIELD}
            >
              <option value="">{t('open')}</option>
              {ratios.map((ratio) => (
                <option key={ratio} value={ratio}>
                  {ratio === 'auto' ? t('auto') : ratio}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('tier')}>
          {(id) => (
            <select
              id={id}
              value={settings.tier ?? ''}
              onChange={(event) => set({ tier: TIERS.find((tier) => tier === event.target.value) ?? null })}
              className={FIELD}
            >
              <option value="">{t('open')}</option>
              {tiers.map((tier) => (
                <option key={tier} value={tier}>
                  {tier}
                </option>
              ))}
            </select>
          )}
        </Field>
        {range && (
          <Field label={t('temperature')}>
            {(id) => (
              <input
                id={id}
                type="number"
                min={range.min}
                max={range.max}
                step={0.1}
                placeholder={t('open')}
                value={settings.temperature ?? ''}
                onChange={({ target }) =>
                  set({ temperature: Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber })
                }
                className={FIELD}
              />
            )}
          </Field>
        )}
      </fieldset>
    </section>
  )
}

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { RatioShape } from '#components/composer/ratio-shape.tsx'
import { readyReferences } from '#components/composer/reference-list.ts'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { MODELS, modelProfile, RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { referenceUrls } from '#lib/references/client.ts'
import { clearAxes, setAxis, usePlan } from './plan-store.ts'
import { ValueToggles } from './value-toggles.tsx'

/** Numbers of a temperature that a model takes, in order. */
function temperaturesOf(text: string): number[] {
  const values = text
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== '')
    .map(Number)
  return [...new Set(values)].filter((value) => value >= 0 && value <= 2).sort((a, b) => a - b)
}

/** Any settings, each with the values that it is to have: every combination becomes a run. */
export function MatrixPanel() {
  const t = useTranslations('matrix.panel')
  const settings = useTranslations('composer')
  const { state } = useComposerParts()
  const { axes } = usePlan()
  const { form } = state
  const [temperatures, setTemperatures] = useState(axes.temperature?.join(', ') ?? '')
  const references = readyReferences(state.references)
  const models = axes.model ?? [form.model]
  const offered = (has: (model: ReturnType<typeof modelProfile>) => boolean) =>
    models.some((id) => has(modelProfile(id)))
  const ratios = RATIO_CHOICES.filter(
    (ratio) => ratio === 'auto' || offered((model) => model.ratios.includes(ratio)),
  )
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-xs">{t('hint')}</p>
      <ValueToggles
        label={settings('model.label')}
        options={[...new Set([...MODELS.map(({ id }) => id), form.model])]}
        values={models}
        onChange={(values) => setAxis('model', values)}
      >
        {(id) => modelProfile(id).name}
      </ValueToggles>
      <ValueToggles
        label={settings('ratio.label')}
        options={ratios}
        values={axes.ratio ?? [form.ratio]}
        onChange={(values) => setAxis('ratio', values)}
      >
        {(ratio) => (
          <>
            <RatioShape ratio={ratio} box={14} />
            {ratio === 'auto' ? settings('ratio.auto') : ratio}
          </>
        )}
      </ValueToggles>
      <ValueToggles
        label={settings('size.label')}
        options={TIERS.filter((tier) => offered((model) => model.tiers.includes(tier)))}
        values={axes.tier ?? [form.tier]}
        onChange={(values) => setAxis('tier', values)}
      >
        {(tier) => tier}
      </ValueToggles>
      {references.length > 1 && (
        <ValueToggles
          label={t('reference')}
          hint={t('referenceHint')}
          options={references.map(({ id }) => id)}
          values={axes.reference ?? []}
          onChange={(values) => setAxis('reference', values)}
          name={(id) => t('referenceName', { n: references.findIndex((one) => one.id === id) + 1 })}
        >
          {(id) => (
            <img src={referenceUrls.thumb(id)} alt="" className="size-10 rounded-picture object-cover" />
          )}
        </ValueToggles>
      )}
      {modelProfile(form.model).temperature && (
        <TextField
          label={settings('temperature.label')}
          hint={t('temperatureHint')}
          inputMode="decimal"
          value={temperatures}
          onChange={(event) => {
            setTemperatures(event.target.value)
            setAxis('temperature', temperaturesOf(event.target.value))
          }}
        />
      )}
      {Object.keys(axes).length > 0 && (
        <Button
          className="self-start"
          onClick={() => {
            setTemperatures('')
            clearAxes()
          }}
        >
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

'use client'

import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { KitChip } from '#components/kits/kit-chip.tsx'
import type { PreflightReport } from '#components/kits/preflight.tsx'
import { MatrixChip } from '#components/matrix/matrix-chip.tsx'
import { askForPlan, mayBePlanned, usePlan } from '#components/matrix/plan-store.ts'
import { PromptsButton } from '#components/prompts/prompts-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { useModKey } from '#components/ui/mod-key.ts'
import { ComposerNotes } from './composer-notes.tsx'
import { useComposerParts } from './composer-store.tsx'
import { DropZone } from './drop-zone.tsx'
import type { ComposerForm } from './form.ts'
import { PrivateChip } from './private-chip.tsx'
import { PromptField } from './prompt-field.tsx'
import { PROMPT_ID } from './prompt-id.ts'
import { numberedItems, readyRoles } from './reference-list.ts'
import { ReferenceRow } from './reference-row.tsx'
import { RunPrice } from './run-price.tsx'
import { CountChip, ModelChip, RatioChip, SizeChip, TemperatureChip } from './setting-chips.tsx'
import { useComposerFrame } from './use-composer-frame.ts'
import { useGenerate } from './use-generate.ts'
import { usePrice } from './use-price.ts'

const NOTHING: PreflightReport = { issues: [], kitName: null }

const [Preflight] = lazily(() => import('#components/kits/preflight.tsx').then((module) => module.Preflight))

const [SlotRow] = lazily(() => import('#components/matrix/slot-row.tsx').then((module) => module.SlotRow))
const [PlanPrice] = lazily(() =>
  import('#components/matrix/plan-price.tsx').then((module) => module.PlanPrice),
)

/** From thought to run: references, prompt, settings, price, Generate. */
export function Composer() {
  const t = useTranslations('composer')
  const mod = useModKey()
  const price = usePrice()
  const { state, dispatch } = useComposerParts()
  const [report, setReport] = useState<PreflightReport>(NOTHING)
  const { form } = state
  const { generate, issues, waiting, references } = useGenerate(report.issues)
  const { frame, sentinel, active, scrolled, collapse, onFocus, onBlur, onKeyDown } = useComposerFrame()
  const set = (values: Partial<Omit<ComposerForm, 'model'>>) => dispatch({ type: 'set', values })
  const first = references[0]
  const planned = mayBePlanned(usePlan(), form.prompt)

  const run = () => {
    if (generate(form, planned ? askForPlan : undefined)) collapse()
    else document.getElementById(PROMPT_ID)?.focus()
  }

  return (
    <>
      <div ref={sentinel} aria-hidden="true" />
      <section
        ref={frame}
        data-composer
        data-active={active}
        data-scrolled={scrolled}
        aria-label={t('label')}
        onFocus={onFocus}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        className="composer-frame"
      >
        <div className="composer-surface">
          <div className={state.references.length > 0 ? 'w-full compact:hidden' : 'compact:hidden'}>
            <ReferenceRow />
          </div>
          <div className="flex min-w-0 flex-1 basis-72 items-start gap-2">
            <PromptField
              value={form.prompt}
              onChange={(prompt) => set({ prompt })}
              onSubmit={run}
              references={numberedItems(state.references)}
              invalid={issues.some(({ field }) => field === 'prompt')}
            />
            <PromptsButton prompt={form.prompt} onAppend={(prompt) => set({ prompt, parent: undefined })} />
          </div>
          {planned && <SlotRow onPlain={generate} />}
          {(form.kit || references.length > 0) && (
            <Preflight form={form} roles={readyRoles(state.references)} onReport={setReport} />
          )}
          <div className="flex w-full flex-wrap items-center gap-2 compact:w-auto compact:flex-nowrap">
            <div className="flex flex-wrap gap-2 compact:hidden">
              <ModelChip
                model={form.model}
                onChange={(model) => dispatch({ type: 'model', model })}
                priceOf={price}
              />
              <RatioChip form={form} first={first} onChange={(ratio) => set({ ratio })} onUse={set} />
              <SizeChip form={form} first={first} onChange={(tier) => set({ tier })} priceOf={price} />
              <CountChip n={form.n} onChange={(n) => set({ n })} />
              <TemperatureChip form={form} onChange={(temperature) => set({ temperature })} />
              <MatrixChip />
              <KitChip kit={form.kit} name={report.kitName} />
              <PrivateChip
                value={form.private ?? false}
                onChange={(isPrivate) => set({ private: isPrivate })}
              />
            </div>
            <div className="ml-auto flex items-center gap-3">
              <span className="hidden text-faint compact:max-sm:hidden compact:sm:inline">
                {references.length > 0 && `${t('references', { n: references.length })} · `}
                {form.ratio === 'auto' ? t('ratio.auto') : form.ratio} · {form.tier} · ×{form.n}
                {form.private && ` · ${t('private.label')}`}
              </span>
              {planned ? (
                <PlanPrice otherwise={<RunPrice form={form} />} fallback={<RunPrice form={form} />} />
              ) : (
                <RunPrice form={form} />
              )}
              <Button
                variant="primary"
                size="lg"
                data-stay
                data-tip={t('generate')}
                data-keys={`${mod} ↵`}
                aria-keyshortcuts="Control+Enter Meta+Enter"
                // The second click of a double click asks for nothing more.
                onClick={(event) => event.detail < 2 && run()}
                className="px-5 compact:max-sm:w-10 compact:max-sm:px-0"
              >
                <span className="compact:max-sm:sr-only">{t('generate')}</span>
                <ArrowUp aria-hidden className="hidden size-5 compact:max-sm:block" />
              </Button>
            </div>
          </div>
          <ComposerNotes model={form.model} issues={issues} changes={state.changes} waiting={waiting} />
        </div>
      </section>
      <DropZone />
    </>
  )
}

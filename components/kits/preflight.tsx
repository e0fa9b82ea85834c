import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo } from 'react'
import type { ComposerForm } from '#components/composer/form.ts'
import { cx } from '#components/ui/cx.ts'
import { ApiError } from '#lib/api-client.ts'
import { composePrompt } from '#lib/generations/compose-prompt.ts'
import { GENERATION_LIMITS, type InputIssue } from '#lib/generations/limits.ts'
import { useKitOfRun } from '#lib/kits/client.ts'
import { forbiddenWordIn } from '#lib/kits/forbidden.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import { allowanceOf } from '#lib/models/allowance.ts'
import { modelProfile } from '#lib/models/catalogue.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'

/** What the preflight found out. */
export interface PreflightReport {
  issues: readonly InputIssue[]
  /** Of the kit that is applied, once it is known. */
  kitName: string | null
}

interface PreflightProps {
  form: ComposerForm
  /** Of the references, in the order the model sees them. */
  roles: readonly (ReferenceRole | null)[]
  onReport: (report: PreflightReport) => void
}

/** What the kit stands in the way of. The server asks the same before it takes a run. */
function kitIssues(prompt: string, kit: KitDto | undefined, error: Error | null, sent: string | null) {
  const issues: InputIssue[] = []
  if (error instanceof ApiError && error.code === 'not_found') {
    issues.push({ field: 'kit', code: 'kit_not_found', params: {} })
  }
  const word = kit ? forbiddenWordIn(prompt, kit.content.forbiddenWords) : null
  if (word !== null && kit) {
    issues.push({ field: 'prompt', code: 'forbidden_word', params: { word, kit: kit.name } })
  }
  const max = GENERATION_LIMITS.promptMaxChars
  // A prompt that is too long by itself is told of by itself.
  if (sent !== null && sent.length > max && prompt.length <= max) {
    const params = { max, length: sent.length, added: sent.length - prompt.length }
    issues.push({ field: 'prompt', code: 'sent_prompt_too_long', params })
  }
  return issues
}

/** What goes with the prompt: the kit's standing text, how much of the model's allowance is used, and what is sent. */
export function Preflight({ form, roles, onReport }: PreflightProps) {
  const t = useTranslations('kits.preflight')
  const kit = useKitOfRun(form.kit)
  const applied = form.kit && kit.data
  const standingText = applied?.content.standingText ?? ''
  const sent = composePrompt({ prompt: form.prompt, roles, standingText })
  const issues = useMemo(
    () => kitIssues(form.prompt, applied, kit.error, sent),
    [form.prompt, applied, kit.error, sent],
  )
  const kitName = applied?.name ?? null
  useEffect(() => onReport({ issues, kitName }), [onReport, issues, kitName])
  useEffect(() => () => onReport({ issues: [], kitName: null }), [onReport])

  const model = modelProfile(form.model)
  const allowance = allowanceOf(roles, model)
  return (
    <div className="flex w-full flex-col gap-1 text-muted text-xs compact:hidden">
      {standingText !== '' && (
        <details className="group/standing">
          <summary className="flex min-w-0 cursor-pointer list-none items-center gap-1 hover:text-ink">
            <Plus aria-hidden className="size-3 shrink-0 group-open/standing:rotate-45" />
            <span className="sr-only">{t('standing')}</span>
            <span dir="auto" className="truncate group-open/standing:hidden">
              {standingText}
            </span>
            <span className="hidden group-open/standing:inline">{kitName}</span>
          </summary>
          <p dir="auto" className="max-h-40 overflow-y-auto whitespace-pre-line py-1 pl-4 wrap-anywhere">
            {standingText}
          </p>
        </details>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        {allowance.length > 0 && (
          <p data-tip={t('allowanceTip', { model: model.name })}>
            {allowance.map(({ kind, used, max }, place) => (
              <span key={kind} className={cx(used > max && 'font-medium text-warn')}>
                {place > 0 && <span aria-hidden="true"> · </span>}
                {t(kind, { used, max })}
                {used > max && <span className="sr-only"> {t('beyond')}</span>}
              </span>
            ))}
            {allowance.some(({ used, max }) => used > max) && (
              <span className="block text-warn">{t('beyondWhat', { model: model.name })}</span>
            )}
          </p>
        )}
        {sent !== null && (
          <details className="min-w-0 open:w-full">
            <summary className="w-fit cursor-pointer hover:text-ink">{t('sees')}</summary>
            <p
              dir="auto"
              className="mt-1 max-h-60 overflow-y-auto whitespace-pre-wrap rounded bg-sunk p-3 text-ink text-sm wrap-anywhere"
            >
              {sent}
            </p>
          </details>
        )}
      </div>
    </div>
  )
}

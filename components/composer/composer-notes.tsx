'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import type { InputIssue } from '#lib/generations/limits.ts'
import { modelProfile } from '#lib/models/catalogue.ts'
import type { ModelChange } from './form.ts'

interface ComposerNotesProps {
  model: string
  issues: readonly InputIssue[]
  changes: readonly ModelChange[]
  /** References are still on their way while somebody pressed Generate. */
  waiting: boolean
}

/** What the composer has to say: what stands in the way, and what a change of model changed. */
export function ComposerNotes({ model, issues, changes, waiting }: ComposerNotesProps) {
  const t = useTranslations('composer')
  const format = useFormatter()
  const errorText = useErrorText()
  const value = (change: ModelChange, end: 'from' | 'to') => {
    const shown = change[end]
    if (shown === null) return t('temperature.off')
    if (shown === 'auto') return t('ratio.auto')
    return typeof shown === 'number' ? format.number(shown) : shown
  }
  return (
    <div aria-live="polite" className="w-full empty:hidden compact:hidden">
      {issues.map(({ code, params, field }) => (
        <p key={code} id={`composer-issue-${field}`} className="pt-2 text-danger">
          {errorText({ code, params, field })}
        </p>
      ))}
      {waiting && <p className="pt-2 text-muted">{t('uploading')}</p>}
      {changes.length > 0 && (
        <p className="pt-2 text-muted">
          {t('changed.lead', { model: modelProfile(model).name })}{' '}
          {changes
            .map((change) =>
              t(`changed.${change.field}`, { from: value(change, 'from'), to: value(change, 'to') }),
            )
            .join(t('changed.join'))}
        </p>
      )}
    </div>
  )
}

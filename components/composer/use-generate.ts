'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { useCreateGeneration } from '#lib/generations/client.ts'
import { checkAgainstModel, type InputIssue } from '#lib/generations/limits.ts'
import { REFERENCE_LIMITS } from '#lib/models/catalogue.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { useComposerParts } from './composer-store.tsx'
import type { ComposerForm } from './form.ts'
import { newId } from './new-id.ts'
import { isSettled, readyItem, readyReferences, readyRoles } from './reference-list.ts'

const MB = 1024 * 1024
const NONE: readonly InputIssue[] = []

/** What stands in the way of a run, in the order a person meets it. */
function issuesOf(form: ComposerForm, references: readonly ReferenceDto[]): InputIssue[] {
  const issues = checkAgainstModel({ ...form, referenceIds: references.map(({ id }) => id) })
  const total = references.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  if (total > REFERENCE_LIMITS.maxRequestBytes) {
    const params = {
      total: Math.ceil((total / MB) * 10) / 10,
      max: REFERENCE_LIMITS.maxRequestBytes / MB,
    }
    issues.push({ field: 'referenceIds', code: 'references_too_large', params })
  }
  return issues
}

/**
 * The one primary action: checks, sends, and says what stands in the way.
 *
 * @param further what else does, as the preflight found
 */
export function useGenerate(further: readonly InputIssue[] = NONE) {
  const t = useTranslations('composer')
  const errorText = useErrorText()
  const { state, dispatch } = useComposerParts()
  const [pressed, setPressed] = useState(false)
  const references = useMemo(() => readyReferences(state.references), [state.references])
  const issues = useMemo(
    () => [...issuesOf(state.form, references), ...further],
    [state.form, references, further],
  )
  const uploading = !isSettled(state.references)

  const { mutate } = useCreateGeneration({
    onRejected: ({ input, references }, error) => {
      const { id: _, referenceIds: __, roles = [], ...form } = input
      // The picture that it went on from is gone: what was asked for can be made without it.
      if (error.field === 'parent') delete form.parent
      const items = references.map((reference, place) => readyItem(reference, roles[place] ?? null))
      const run = () => dispatch({ type: 'replace', state: { form, references: items, changes: [] } })
      showToast(errorText(error), { tone: 'danger', action: { label: t('restore'), run } })
    },
  })

  /**
   * Sends `form` (the composer's own unless another is given); false where something stands in the way.
   *
   * @param instead is done in place of sending one run
   */
  const generate = (form: ComposerForm = state.form, instead?: () => void): boolean => {
    if (issuesOf(form, references).length + further.length > 0 || uploading) {
      setPressed(true)
      return false
    }
    setPressed(false)
    if (instead) {
      instead()
      return true
    }
    const roles = readyRoles(state.references)
    const input = {
      ...form,
      id: newId(),
      referenceIds: references.map(({ id }) => id),
      ...(roles.some((role) => role !== null) && { roles }),
    }
    mutate({ input, references })
    return true
  }

  // An empty prompt is no fault until somebody presses Generate.
  const shown = issues.filter(({ code }) => pressed || code !== 'prompt_empty')
  return { generate, issues: shown, waiting: pressed && uploading, references }
}

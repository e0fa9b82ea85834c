'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { newId } from '#components/composer/new-id.ts'
import { readyReferences, readyRoles } from '#components/composer/reference-list.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { matrixUrls, useCreateMatrix } from '#lib/matrices/client.ts'
import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'
import type { MatrixAxis } from '#lib/matrices/schema.ts'
import { ConfirmMatrix } from './confirm-matrix.tsx'
import { filledSlots } from './filled-slots.ts'
import { usePlan } from './plan-store.ts'
import { type Planned, resolvePlan } from './resolve-plan.ts'
import { SlotChip } from './slot-chip.tsx'
import { useAxisText } from './use-axis-text.ts'

interface SlotRowProps {
  /** Makes one run, where there is nothing to combine. */
  onPlain: () => void
}

/** Requests that were taken up, over all times that the row is drawn. */
let taken = 0

/** The slots of the prompt with their values; and, when Generate asks for it, the matrix. */
export function SlotRow({ onPlain }: SlotRowProps) {
  const t = useTranslations('matrix')
  const errorText = useErrorText()
  const router = useRouter()
  const { state, dispatch } = useComposerParts()
  const references = readyReferences(state.references)
  const text = useAxisText(references)
  const plan = usePlan()
  const [asking, setAsking] = useState<Planned | null>(null)
  const { mutate } = useCreateMatrix()
  // Not by what is drawn: two presses within one frame are one wish.
  const sending = useRef(false)

  /** A refusal in the person's words, those of the cell that is refused included. */
  const refusal = (error: ApiError, axes: readonly MatrixAxis[]) => {
    const { at } = error.params
    if (typeof at !== 'string') return errorText(error)
    const places = at.split(',').map(Number)
    const cell = axes.map((axis, index) => text.value(axis, places[index] ?? 0)).join(' · ')
    return errorText({ ...error, params: { ...error.params, cell: cell.slice(0, 200) } })
  }

  const make = ({ base, axes, pictures }: Planned) => {
    if (sending.current) return
    sending.current = true
    mutate(
      { id: newId(), base, axes, pictures },
      {
        onSettled: () => {
          sending.current = false
        },
        onSuccess: ({ id }) => router.push(matrixUrls.page(id)),
        onError: (error) => {
          // The picture that it went on from is gone: what was asked for can be made without it.
          if (error.because?.field === 'parent') dispatch({ type: 'set', values: { parent: undefined } })
          showToast(refusal(error, axes), { tone: 'danger' })
        },
      },
    )
  }

  const takeUp = useEffectEvent(() => {
    const planned = resolvePlan(state.form, references, readyRoles(state.references), plan)
    if (!planned) onPlain()
    else if (planned.tooMany) {
      const params = { pictures: planned.pictures, max: MATRIX_LIMITS.pictures }
      showToast(t('tooMany', params), { tone: 'danger' })
    } else if (planned.pictures === 0) {
      showToast(errorText({ code: 'matrix_empty', params: {}, field: undefined }), { tone: 'danger' })
    } else if (planned.pictures > MATRIX_LIMITS.confirmAbove) setAsking(planned)
    else make(planned)
  })
  useEffect(() => {
    if (plan.asked <= taken) return
    taken = plan.asked
    takeUp()
  }, [plan.asked])

  const slots = filledSlots(state.form.prompt, plan.slots)
  return (
    <>
      {slots.length > 0 && (
        <ul aria-label={t('slots')} className="flex w-full flex-wrap gap-1 compact:hidden">
          {slots.map((slot) => (
            <li key={`${slot.kind} ${slot.name}`}>
              <SlotChip slot={slot} />
            </li>
          ))}
        </ul>
      )}
      {asking && (
        <ConfirmMatrix planned={asking} onConfirm={() => make(asking)} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

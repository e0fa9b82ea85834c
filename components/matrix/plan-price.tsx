import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { readyReferences, readyRoles } from '#components/composer/reference-list.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { cx } from '#components/ui/cx.ts'
import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'
import { usePlan } from './plan-store.ts'
import { resolvePlan } from './resolve-plan.ts'
import { usePlanText } from './use-plan-text.ts'

/** What all the runs together are and cost, in the price's place; `otherwise` where there is only one. */
export function PlanPrice({ otherwise }: { otherwise: ReactNode }) {
  const t = useTranslations('matrix')
  const errorText = useErrorText()
  const { state } = useComposerParts()
  const text = usePlanText()
  const plan = usePlan()
  const planned = resolvePlan(
    state.form,
    readyReferences(state.references),
    readyRoles(state.references),
    plan,
  )
  if (!planned) return otherwise
  const { skipped, tooMany } = planned
  const [why] = skipped
  const left = why && `${t('skipped', { n: skipped.length })} ${errorText(why)}`
  return (
    <output
      data-tip={left}
      className={cx('min-w-0 text-right compact:max-sm:text-xs', tooMany ? 'text-danger' : 'text-muted')}
    >
      {tooMany
        ? t('tooMany', { pictures: planned.pictures, max: MATRIX_LIMITS.pictures })
        : `${text.count(planned)}${t('comma')}${text.price(planned)}`}
      {why && (
        <span className="block text-warn text-xs compact:hidden">{t('skipped', { n: skipped.length })}</span>
      )}
    </output>
  )
}

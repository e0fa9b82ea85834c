import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import type { Planned } from './resolve-plan.ts'
import { usePlanText } from './use-plan-text.ts'

interface ConfirmMatrixProps {
  planned: Planned
  onConfirm: () => void
  onClose: () => void
}

/** Asks before many pictures are made: how many, for how much, how long, and what is left out. */
export function ConfirmMatrix({ planned, onConfirm, onClose }: ConfirmMatrixProps) {
  const t = useTranslations('matrix')
  const errorText = useErrorText()
  const text = usePlanText()
  const reasons = [...new Set(planned.skipped.map((issue) => errorText(issue)))]
  return (
    <ConfirmDialog
      tone="primary"
      title={t('confirm.title', { n: planned.pictures })}
      action={t('confirm.action', { n: planned.pictures })}
      cancel={t('confirm.cancel')}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt>{t('confirm.count')}</dt>
        <dd className="text-ink">{text.count(planned)}</dd>
        <dt>{t('confirm.price')}</dt>
        <dd className="text-ink">{text.price(planned)}</dd>
        <dt>{t('confirm.time')}</dt>
        <dd className="text-ink">{t('confirm.around', { time: text.time(planned) })}</dd>
      </dl>
      {reasons.length > 0 && (
        <p className="pt-3 text-pretty">
          {t('skipped', { n: planned.skipped.length })} {reasons.slice(0, 3).join(' ')}
        </p>
      )}
    </ConfirmDialog>
  )
}

import { Lock, LockOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'

interface PrivateChipProps {
  value: boolean
  onChange: (value: boolean) => void
}

/** Who will see the run: only its maker while it is pressed, else the team. */
export function PrivateChip({ value, onChange }: PrivateChipProps) {
  const t = useTranslations('composer.private')
  const Icon = value ? Lock : LockOpen
  return (
    <button
      type="button"
      aria-pressed={value}
      aria-label={t('label')}
      data-tip={value ? t('on') : t('off')}
      onClick={() => onChange(!value)}
      className="touch-target inline-flex h-8 shrink-0 items-center gap-2 rounded bg-sunk px-3 text-muted hover:bg-hover aria-pressed:bg-ink aria-pressed:text-bg"
    >
      <Icon aria-hidden className="size-4" />
      {value && t('label')}
    </button>
  )
}

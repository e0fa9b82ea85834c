'use client'

import { useTranslations } from 'next-intl'
import { useQueueState } from '#lib/events/client.ts'

/** How many pictures are being made: a ring that turns while there are any, quiet otherwise. */
export function QueueStatus({ named }: { named: boolean }) {
  const t = useTranslations('shell.queue')
  const queue = useQueueState()
  const running = queue?.running ?? 0
  const waiting = queue?.queuedTotal ?? 0
  const words = running + waiting === 0 ? t('idle') : t('busy', { running, waiting })
  return (
    <div
      role="status"
      data-tip={named ? undefined : words}
      data-tip-side="right"
      className="flex h-10 items-center gap-3 px-2 text-muted text-xs"
    >
      <span aria-hidden className="relative grid size-6 shrink-0 place-items-center font-medium">
        <svg viewBox="0 0 24 24" aria-hidden="true" className="absolute inset-0">
          <circle cx="12" cy="12" r="10.5" fill="none" stroke="var(--line)" strokeWidth="2" />
          {running > 0 && (
            <circle
              cx="12"
              cy="12"
              r="10.5"
              fill="none"
              stroke="var(--focus)"
              strokeWidth="2"
              strokeLinecap="round"
              strokeDasharray="20 46"
              className="origin-center animate-spin [animation-duration:2s]"
            />
          )}
        </svg>
        {running + waiting > 0 && <span className="text-ink">{running || waiting}</span>}
      </span>
      <span className={named ? undefined : 'sr-only'}>{words}</span>
    </div>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CirclePause } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { requestJson } from '#lib/api-client.ts'
import type { QueueStateDto } from '#lib/events/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'

/** Kinds that stop the queue and have words of their own. */
const EXPLAINED = ['bad_key', 'quota', 'forbidden'] as const

/** What stopped the queue, what now, and the way on. */
export function PausedNotice({ kind, message }: NonNullable<QueueStateDto['paused']>) {
  const t = useTranslations('shell.paused')
  const client = useQueryClient()
  const resume = useMutation({
    mutationFn: () => requestJson<QueueStateDto>('/api/queue/resume', { method: 'POST' }),
    onSuccess: (state) => client.setQueryData(queryKeys.queue, state),
    onError: () => showToast(t('resumeFailed'), { tone: 'danger' }),
  })
  const explained = EXPLAINED.find((known) => known === kind) ?? 'other'
  return (
    <div
      role="alert"
      className="mx-4 mt-2 flex flex-wrap items-center gap-3 rounded bg-danger-soft px-4 py-3 sm:mx-6"
    >
      <CirclePause aria-hidden className="size-4 shrink-0 text-danger" />
      <p className="min-w-60 flex-1 text-pretty">
        <strong className="font-medium text-danger">{t(`${explained}.title`)}</strong> {t(`${explained}.now`)}
        {message && <span className="block text-muted text-xs">{t('words', { message })}</span>}
      </p>
      <Button variant="quiet" disabled={resume.isPending} onClick={() => resume.mutate()}>
        {t('resume')}
      </Button>
    </div>
  )
}

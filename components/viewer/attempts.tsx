import { useTranslations } from 'next-intl'
import { useFormat } from '#components/picture/use-format.ts'
import type { AttemptDto } from '#lib/images/schema.ts'

/** Every call that was made for the picture, what came of it and what it cost. */
export function Attempts({ attempts }: { attempts: readonly AttemptDto[] }) {
  const t = useTranslations('viewer')
  if (attempts.length === 0) return <p className="text-muted">{t('noAttempts')}</p>
  return (
    <ol className="flex flex-col gap-3">
      {attempts.map((attempt) => (
        <Attempt key={attempt.id} attempt={attempt} />
      ))}
    </ol>
  )
}

function Attempt({ attempt }: { attempt: AttemptDto }) {
  const t = useTranslations('viewer')
  const failures = useTranslations('failures')
  const format = useFormat()
  const { outcome } = attempt
  const title =
    outcome === null
      ? t('attempt.running')
      : outcome === 'succeeded'
        ? t('attempt.succeeded')
        : failures(`${outcome}.title`)
  const facts = [
    format.moment(attempt.startedAt),
    attempt.latencyMs === null ? null : format.duration(attempt.latencyMs),
    attempt.httpStatus === null ? null : `HTTP ${attempt.httpStatus}`,
    outcome === null || outcome === 'succeeded' ? null : failures(`cost.${attempt.billed}`),
  ].filter((fact) => fact !== null)
  return (
    <li className="flex gap-3">
      <span className="w-4 shrink-0 text-faint">{attempt.number}</span>
      <div className="min-w-0">
        <p className={outcome === 'succeeded' || outcome === null ? undefined : 'text-danger'}>{title}</p>
        <p className="text-muted text-xs">{facts.join(' · ')}</p>
        {attempt.message && <p className="text-muted text-xs wrap-anywhere">{attempt.message}</p>}
        {attempt.gatewayRequestId && (
          <p className="text-faint text-xs wrap-anywhere">
            {t('requestId', { id: attempt.gatewayRequestId })}
          </p>
        )}
      </div>
    </li>
  )
}

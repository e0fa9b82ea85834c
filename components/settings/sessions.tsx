'use client'

import { Monitor, Smartphone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormat } from '#components/picture/use-format.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { profileRequests } from '#lib/profile/client.ts'
import type { SessionDto } from '#lib/profile/schema.ts'
import { useSaving } from './use-saving.ts'

const PHONES: readonly (string | null)[] = ['iOS', 'Android', 'iPadOS', 'HarmonyOS']

/** Where the person is signed in, the browser they look with first. */
export function Sessions({ sessions }: { sessions: SessionDto[] }) {
  const t = useTranslations('settings.sessions')
  const { busy, save } = useSaving()
  const [asking, setAsking] = useState(false)

  const endAll = async () => {
    const error = await save(profileRequests.endSessions)
    if (!error) window.location.assign('/sign-in')
  }

  return (
    <>
      <ul className="divide-y divide-line" aria-busy={busy}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => void save(() => profileRequests.endSession(session.id))}
          />
        ))}
      </ul>
      <Button className="mt-4" onClick={() => setAsking(true)}>
        {t('endAll')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('endAllTitle')}
          action={t('endAll')}
          cancel={t('cancel')}
          onConfirm={() => void endAll()}
          onClose={() => setAsking(false)}
        >
          {t('endAllWhat')}
        </ConfirmDialog>
      )}
    </>
  )
}

function SessionRow({ session, onEnd }: { session: SessionDto; onEnd: () => void }) {
  const t = useTranslations('settings.sessions')
  const { moment } = useFormat()
  const { browser, system, address, lastUsedAt, createdAt, current } = session
  const Icon = PHONES.includes(system) ? Smartphone : Monitor
  const device =
    browser !== null && system !== null
      ? t('device', { browser, system })
      : (browser ?? system ?? t('unknown'))
  return (
    <li className="flex items-center gap-3 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p>
          {device}
          {current && (
            <span className="ml-2 rounded bg-sunk px-1.5 py-0.5 text-muted text-xs">{t('current')}</span>
          )}
        </p>
        <p className="text-faint text-xs">
          {[
            current ? null : t('lastUsed', { when: moment(lastUsedAt) }),
            t('since', { when: moment(createdAt) }),
            address,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {!current && (
        <Button size="sm" onClick={onEnd} aria-label={t('endThis', { device })}>
          {t('end')}
        </Button>
      )}
    </li>
  )
}

'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { HTTP_NOTICE_COOKIE } from './preferences.ts'
import { setPreference } from './set-preference.ts'

/** For admins of a studio that is reached without TLS: what that means, and where it says how to add it. */
export function PlainHttpNotice() {
  const t = useTranslations('shell.plainHttp')
  const [shown, setShown] = useState(true)
  if (!shown) return null
  const dismiss = () => {
    setPreference(HTTP_NOTICE_COOKIE, 'read')
    setShown(false)
  }
  return (
    <aside
      aria-label={t('label')}
      className="flex min-h-8 items-center justify-center gap-2 px-4 py-1.5 text-muted text-xs"
    >
      <p className="text-pretty">
        <strong className="font-medium text-ink">{t('title')}</strong>{' '}
        {t.rich('how', {
          code: (text) => <code className="rounded-picture bg-sunk px-1 font-mono text-ink">{text}</code>,
        })}
      </p>
      <IconButton label={t('dismiss')} size="sm" onClick={dismiss}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </aside>
  )
}

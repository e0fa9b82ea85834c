'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useConnection } from '#lib/events/client.ts'

/** Shorter breaks pass unseen: the browser reconnects by itself and misses nothing. */
const PATIENCE_MS = 4_000

/** Says that the list may be old, while the studio cannot be reached. */
export function ConnectionNotice() {
  const t = useTranslations('feed')
  const connection = useConnection()
  const [noticed, setNoticed] = useState(false)

  useEffect(() => {
    if (connection !== 'lost') {
      setNoticed(false)
      return
    }
    const timer = setTimeout(() => setNoticed(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [connection])

  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--bottom-bar)+16px)] left-[calc(var(--rail)+16px)] z-20 flex justify-center"
    >
      {noticed && (
        <p className="rounded bg-surface px-3 py-2 text-muted text-xs shadow-float">{t('connectionLost')}</p>
      )}
    </div>
  )
}

'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ToastRegion } from '#components/ui/toast.tsx'
import { TooltipLayer } from '#components/ui/tooltip-layer.tsx'
import { StudioQueryClient } from '#lib/query-client.ts'
import { queryKeys } from '#lib/query-keys.ts'
import { rememberZone } from './remember-zone.ts'

const STALE_MS = 30_000

/**
 * What every page's interactive parts share: the query cache, the one tooltip and the toasts.
 *
 * @param me id of the person who is signed in
 */
export function Providers({ me, children }: { me: string; children: ReactNode }) {
  const t = useTranslations('shell')
  const [client] = useState(() => {
    rememberZone()
    const client = new StudioQueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1 } } })
    // Nothing but events reads it, which no component watches: it must outlive five minutes without a reader.
    client.setQueryDefaults(queryKeys.me, { gcTime: Number.POSITIVE_INFINITY })
    client.setQueryData(queryKeys.me, me)
    return client
  })
  return (
    <QueryClientProvider client={client}>
      {children}
      <TooltipLayer />
      <ToastRegion label={t('notices')} closeLabel={t('dismiss')} />
    </QueryClientProvider>
  )
}

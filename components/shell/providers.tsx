'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ToastRegion } from '#components/ui/toast.tsx'
import { TooltipLayer } from '#components/ui/tooltip-layer.tsx'

const STALE_MS = 30_000

/** What every page's interactive parts share: the query cache, the one tooltip and the toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1 } } }),
  )
  return (
    <QueryClientProvider client={client}>
      {children}
      <TooltipLayer />
      <ToastRegion label={t('notices')} closeLabel={t('dismiss')} />
    </QueryClientProvider>
  )
}

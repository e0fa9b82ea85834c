'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import type { LinkStartDto } from '#lib/oidc/schema.ts'

interface LinkFieldProps {
  linked: boolean
  /** Without one, the service is the only way in and stays linked. */
  hasPassword: boolean
}

/** Links the sign-in service to the person's account, or takes it away again. */
export function LinkField({ linked, hasPassword }: LinkFieldProps) {
  const t = useTranslations('oidc')
  const errorText = useErrorText()
  const router = useRouter()
  const [busy, setBusy] = useState(false)

  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      setBusy(false)
      if (!(error instanceof ApiError)) throw error
      showToast(errorText(error), { tone: 'danger' })
    }
  }
  // Busy until the browser has left.
  const link = () =>
    run(async () => {
      const { to } = await requestJson<LinkStartDto>('/api/oidc/link', { method: 'POST' })
      window.location.assign(to)
    })
  const unlink = () =>
    run(async () => {
      await requestNothing('/api/oidc/link', { method: 'DELETE' })
      setBusy(false)
      showToast(t('unlinked'))
      router.refresh()
    })

  if (!linked) {
    return (
      <Button disabled={busy} onClick={() => void link()}>
        {t('link')}
      </Button>
    )
  }
  return hasPassword ? (
    <Button disabled={busy} onClick={() => void unlink()}>
      {t('unlink')}
    </Button>
  ) : null
}

'use client'

import { useTranslations } from 'next-intl'
import { useSaving } from '#components/settings/use-saving.ts'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { requestJson, requestNothing } from '#lib/api-client.ts'
import type { LinkStartDto } from '#lib/oidc/schema.ts'

/** Links the sign-in service to the person's account, or takes it away again. */
export function LinkField({ linked }: { linked: boolean }) {
  const t = useTranslations('oidc')
  const { busy, save } = useSaving()

  const link = () =>
    save(async () => {
      const { to } = await requestJson<LinkStartDto>('/api/oidc/link', { method: 'POST' })
      window.location.assign(to)
    })
  const unlink = async () => {
    const error = await save(() => requestNothing('/api/oidc/link', { method: 'DELETE' }))
    if (!error) showToast(t('unlinked'))
  }

  return (
    <Button disabled={busy} onClick={() => void (linked ? unlink() : link())}>
      {linked ? t('unlink') : t('link')}
    </Button>
  )
}

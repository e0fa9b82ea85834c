import type { ReactNode } from 'react'
import { SettingsFrame } from '#components/settings/settings-frame.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await signedIn()
  return (
    <PageMessages of={['settings.nav']}>
      <SettingsFrame team={may(actor.role, 'administer')}>{children}</SettingsFrame>
    </PageMessages>
  )
}

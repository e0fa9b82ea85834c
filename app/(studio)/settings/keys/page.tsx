import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApiKeys } from '#components/settings/api-keys.tsx'
import { PageTitle } from '#components/settings/section.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'
import { keysOf } from '#lib/api-keys/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.nav')
  return { title: t('keys') }
}

export default async function KeysPage() {
  const { studio, actor } = await signedIn()
  const t = await getTranslations('settings')
  return (
    <PageMessages of={['feed.figures', 'settings.keys', 'shares.copy']}>
      <PageTitle>{t('nav.keys')}</PageTitle>
      <p className="mb-6 max-w-prose text-pretty text-muted">{t('keys.about')}</p>
      <ApiKeys keys={await keysOf(studio.db, actor)} mayMake={may(actor.role, 'make')} />
    </PageMessages>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageTitle } from '#components/settings/section.tsx'
import { Shortcuts } from '#components/settings/shortcuts.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.shortcuts')
  return { title: t('title') }
}

export default async function ShortcutsPage() {
  await signedIn()
  const t = await getTranslations('settings.shortcuts')
  return (
    <PageMessages of={['commands', 'settings.shortcuts']}>
      <PageTitle>{t('title')}</PageTitle>
      <p className="text-muted">{t('about')}</p>
      <Shortcuts />
    </PageMessages>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Links } from '#components/shares/links.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shares.list')
  return { title: t('title') }
}

export default async function LinksPage() {
  await signedIn()
  return (
    <PageMessages of={['feed.figures', 'shares']}>
      <Links />
    </PageMessages>
  )
}

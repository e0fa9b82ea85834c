import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { KitList } from '#components/kits/kit-list.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('kits')
  return { title: t('title') }
}

export default async function KitsPage() {
  await signedIn()
  return (
    <PageMessages of={['feed.figures', 'kits']}>
      <KitList />
    </PageMessages>
  )
}

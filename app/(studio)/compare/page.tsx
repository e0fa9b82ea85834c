import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { compareIds } from '#components/compare/compare-ids.ts'
import { ComparePage } from '#components/compare/compare-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compare')
  return { title: t('title') }
}

export default async function Compare({
  searchParams,
}: {
  searchParams: Promise<{ ids?: string | string[] }>
}) {
  await signedIn()
  const { ids } = await searchParams
  return (
    <PageMessages of={['compare', 'feed', 'references.role']}>
      <ComparePage ids={compareIds(Array.isArray(ids) ? ids.join(',') : ids)} />
    </PageMessages>
  )
}

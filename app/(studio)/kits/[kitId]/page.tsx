import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { KitPage } from '#components/kits/kit-page.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { isId } from '#lib/http.ts'
import { kitExists } from '#lib/kits/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('kits')
  return { title: t('page.label') }
}

export default async function Page({ params }: { params: Promise<{ kitId: string }> }) {
  const { studio } = await signedIn()
  const { kitId } = await params
  if (!isId(kitId) || !(await kitExists(studio.db, kitId))) notFound()
  return (
    <PageMessages
      of={[
        'feed.figures',
        'kits.changes',
        'kits.edit',
        'kits.page',
        'kits.picker',
        'kits.toast',
        'kits.versions',
        'references.role',
      ]}
    >
      <KitPage kitId={kitId} />
    </PageMessages>
  )
}

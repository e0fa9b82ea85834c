import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageMessages } from '#components/shell/messages.tsx'
import { Trash } from '#components/trash/trash.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('trash')
  return { title: t('title') }
}

export default async function TrashPage() {
  const { studio, actor } = await signedIn()
  if (!may(actor.role, 'make')) notFound()
  return (
    <PageMessages of={['feed.unreachable', 'trash']}>
      <Trash days={studio.env.BUNCH_TRASH_DAYS} />
    </PageMessages>
  )
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AuditLog } from '#components/settings/audit-log.tsx'
import { PageTitle } from '#components/settings/section.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'
import { auditedPeople } from '#lib/audit/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('audit')
  return { title: t('title') }
}

export default async function AuditPage() {
  const { studio, actor } = await signedIn()
  if (!may(actor.role, 'administer')) notFound()
  const t = await getTranslations('audit')
  return (
    <PageMessages of={['audit', 'feed.figures']}>
      <PageTitle>{t('title')}</PageTitle>
      <p className="mb-2 text-muted">{t('about')}</p>
      <AuditLog people={await auditedPeople(studio.db, actor)} />
    </PageMessages>
  )
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'
import { ResetForm } from '#components/join/reset-form.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { openPasswordLink } from '#lib/password-links/data.ts'
import { getStudio } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invite.reset')
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' }
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const studio = await getStudio('GET')
  const person = await openPasswordLink(studio.db, token, studio.now())
  if (!person) notFound()
  const t = await getTranslations('invite.reset')
  return (
    <EntryFrame title={t('heading', { name: person.name })} lead={t('what')}>
      <Messages of={['errors', 'invite', 'signIn']}>
        <ResetForm token={token} email={person.email} />
      </Messages>
    </EntryFrame>
  )
}

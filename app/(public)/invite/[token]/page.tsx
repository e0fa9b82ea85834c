import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'
import { JoinForm } from '#components/join/join-form.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { openInvite } from '#lib/invites/data.ts'
import { getStudio } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invite')
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' }
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const studio = await getStudio('GET')
  const invite = await openInvite(studio.db, token, studio.now())
  if (!invite) notFound()
  const t = await getTranslations('invite')
  const { BUNCH_URL } = studio.env
  const host = BUNCH_URL === undefined ? ((await headers()).get('host') ?? '') : new URL(BUNCH_URL).host
  return (
    <EntryFrame
      title={t('heading', { name: invite.invitedBy })}
      lead={
        <>
          {t('what', { host })}
          <span className="block">{t('as', { role: invite.role })}</span>
        </>
      }
    >
      <Messages of={['errors', 'invite', 'signIn']}>
        <JoinForm token={token} email={invite.email} />
      </Messages>
    </EntryFrame>
  )
}

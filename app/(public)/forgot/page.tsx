import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'
import { ForgotForm } from '#components/join/forgot-form.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { mailProblem } from '#lib/mail/mailer.ts'
import { PASSWORD_LINK_HOURS } from '#lib/password-links/schema.ts'
import { getStudio } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invite.forgot')
  return { title: t('title') }
}

/** There where letters can be sent; elsewhere an admin makes a link. */
export default async function ForgotPage() {
  if (mailProblem(await getStudio('GET')) !== null) notFound()
  const t = await getTranslations('invite.forgot')
  return (
    <EntryFrame title={t('heading')} lead={t('what')}>
      <Messages of={['errors', 'invite.forgot', 'signIn']}>
        <ForgotForm hours={PASSWORD_LINK_HOURS} />
      </Messages>
      <a href="/sign-in" className="text-muted underline underline-offset-4 hover:text-ink">
        {t('back')}
      </a>
    </EntryFrame>
  )
}

import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryFrame } from '#components/accounts/entry-frame.tsx'
import { SignInForm } from '#components/accounts/sign-in-form.tsx'
import { Problem } from '#components/oidc/problem.tsx'
import { SignInLink } from '#components/oidc/sign-in-link.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { pageSession } from '#lib/accounts/page-session.ts'
import { returnPath } from '#lib/accounts/return-path.ts'
import { mailProblem } from '#lib/mail/mailer.ts'
import { namedProblem } from '#lib/oidc/problems.ts'
import { singleSignOn } from '#lib/oidc/service.ts'
import { getStudio } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

type Query = Promise<{ return?: string | string[]; problem?: string | string[] }>

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const { return: asked, problem: told } = await searchParams
  const to = returnPath(typeof asked === 'string' ? asked : null)
  if (await pageSession()) redirect(to)
  const t = await getTranslations('signIn')
  const problem = namedProblem(told)
  const studio = await getStudio('GET')
  const service = singleSignOn(studio)
  return (
    <EntryFrame title={t('title')}>
      {problem && <Problem problem={problem} />}
      <Messages of={['errors', 'signIn']}>
        <SignInForm to={to} />
      </Messages>
      {mailProblem(studio) === null && (
        <a href="/forgot" className="text-muted underline underline-offset-4 hover:text-ink">
          {(await getTranslations('invite.forgot'))('heading')}
        </a>
      )}
      {service && <SignInLink name={service.name} to={to} />}
    </EntryFrame>
  )
}

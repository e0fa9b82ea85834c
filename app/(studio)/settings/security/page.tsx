import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LinkSection } from '#components/oidc/link-section.tsx'
import { PasswordForm } from '#components/settings/password-form.tsx'
import { PageTitle, Section } from '#components/settings/section.tsx'
import { Sessions } from '#components/settings/sessions.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { PASSWORD } from '#lib/accounts/schema.ts'
import { namedProblem } from '#lib/oidc/problems.ts'
import { linkState } from '#lib/oidc/service.ts'
import { passwordHashOf, sessionsOf } from '#lib/profile/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.security')
  return { title: t('title') }
}

type Query = Promise<{ problem?: string | string[] }>

export default async function SecurityPage({ searchParams }: { searchParams: Query }) {
  const { studio, actor, me, id } = await signedIn()
  const { problem } = await searchParams
  const t = await getTranslations('settings')
  const hasPassword = (await passwordHashOf(studio.db, me.id)) !== null
  const service = await linkState(studio, actor)
  const sessions = await sessionsOf(studio.db, { personId: me.id, currentId: id, now: studio.now() })
  return (
    <PageMessages of={['feed.figures', 'oidc', 'settings.password', 'settings.sessions']}>
      <PageTitle>{t('security.title')}</PageTitle>
      <Section title={t('password.title')} about={hasPassword ? t('password.about') : t('password.none')}>
        {hasPassword && <PasswordForm email={me.email} {...PASSWORD} />}
      </Section>
      {service && <LinkSection state={service} problem={namedProblem(problem)} />}
      <Section title={t('sessions.title')} about={t('sessions.about')}>
        <Sessions sessions={sessions} />
      </Section>
    </PageMessages>
  )
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PeopleList } from '#components/people/people-list.tsx'
import { PageMessages } from '#components/shell/messages.tsx'
import { signedIn } from '#lib/accounts/page-session.ts'
import { may } from '#lib/accounts/roles.ts'
import { listInvites } from '#lib/invites/data.ts'
import { mailProblem } from '#lib/mail/mailer.ts'
import { listPeople } from '#lib/people/data.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default async function PeoplePage() {
  const { studio, actor } = await signedIn()
  if (!may(actor.role, 'administer')) notFound()
  const [people, invites] = await Promise.all([
    listPeople(studio.db, actor),
    listInvites(studio.db, actor, studio.now()),
  ])
  const me = { id: actor.personId, role: actor.role }
  return (
    <PageMessages of={['feed.figures', 'people', 'shares.copy']}>
      <PeopleList me={me} people={people} invites={invites} mailProblem={mailProblem(studio)} />
    </PageMessages>
  )
}

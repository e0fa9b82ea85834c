'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Role } from '#lib/accounts/roles.ts'
import type { InviteDto } from '#lib/invites/schema.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import { InviteDialog, type MailProblem } from './invite-dialog.tsx'
import { InviteList } from './invite-list.tsx'
import { type PersonAct, PersonActs } from './person-acts.tsx'
import { PersonRow } from './person-row.tsx'

interface PeopleListProps {
  me: { id: string; role: Role }
  people: PersonDto[]
  invites: InviteDto[]
  /** Why no letters can be sent; `null` where they can. */
  mailProblem: MailProblem | null
}

/** Everybody with an account, and who is invited. For admins. */
export function PeopleList({ me, people, invites, mailProblem }: PeopleListProps) {
  const t = useTranslations('people')
  const [inviting, setInviting] = useState(false)
  const [act, setAct] = useState<PersonAct | null>(null)
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pb-2">
        <div>
          <h1 className="text-xl">{t('title')}</h1>
          <p className="mt-1 text-muted">{t('lead')}</p>
        </div>
        <Button variant="primary" size="lg" onClick={() => setInviting(true)}>
          {t('invites.make')}
        </Button>
      </div>
      <ul aria-label={t('list')} className="divide-y divide-line">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} me={me} onAct={setAct} />
        ))}
      </ul>
      <InviteList invites={invites} />
      {act && <PersonActs act={act} onAct={setAct} />}
      {inviting && (
        <InviteDialog
          role={me.role}
          people={people}
          mailProblem={mailProblem}
          onClose={() => setInviting(false)}
        />
      )}
    </>
  )
}

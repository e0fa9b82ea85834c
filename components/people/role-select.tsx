import { useTranslations } from 'next-intl'
import { useOptimistic, useTransition } from 'react'
import { showToast } from '#components/ui/toast-store.ts'
import { ROLES, type Role } from '#lib/accounts/roles.ts'
import { peopleRequests } from '#lib/people/client.ts'
import { rolesToGive } from '#lib/people/rank.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import type { PersonAct } from './person-acts.tsx'
import { useAct } from './use-act.ts'

interface RoleSelectProps {
  person: PersonDto
  me: { id: string; role: Role }
  onAct: (act: PersonAct) => void
}

/** A person's role, changed at once; who would lose a role of their own is asked first. */
export function RoleSelect({ person, me, onAct }: RoleSelectProps) {
  const t = useTranslations('people')
  const { act } = useAct()
  const [pending, start] = useTransition()
  const [shown, setShown] = useOptimistic(person.role)
  const { id, name } = person

  const choose = (role: Role) => {
    if (id === me.id) return onAct({ kind: 'step-down', person, role })
    start(async () => {
      setShown(role)
      await act(
        () => peopleRequests.change(id, { role }),
        () => showToast(t('roleChanged', { name, role })),
      )
    })
  }
  return (
    <select
      aria-label={t('roleOf', { name })}
      value={shown}
      disabled={pending}
      onChange={(event) => {
        const role = ROLES.find((known) => known === event.target.value)
        if (role) choose(role)
      }}
      className="h-9 min-w-0 rounded bg-sunk px-2 max-sm:max-w-28 max-sm:text-base"
    >
      {rolesToGive(me.role).map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  )
}

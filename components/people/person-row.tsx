import { useTranslations } from 'next-intl'
import { useFormat } from '#components/picture/use-format.ts'
import { cx } from '#components/ui/cx.ts'
import type { Role } from '#lib/accounts/roles.ts'
import { mayManage } from '#lib/people/rank.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import { Avatar } from './avatar.tsx'
import type { PersonAct } from './person-acts.tsx'
import { PersonMenu } from './person-menu.tsx'
import { RoleSelect } from './role-select.tsx'

interface PersonRowProps {
  person: PersonDto
  me: { id: string; role: Role }
  onAct: (act: PersonAct) => void
}

/** One person: who they are, when they were last here, their role, and what can be done. */
export function PersonRow({ person, me, onAct }: PersonRowProps) {
  const t = useTranslations('people')
  const { moment } = useFormat()
  const { name, email, lastSeenAt, suspended } = person
  const manageable = mayManage(me.role, person.role)
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar person={person} size={36} className={cx(suspended && 'opacity-50')} />
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <bdi>{name}</bdi>
          {person.id === me.id && <span className="ml-2 text-faint text-xs">{t('you')}</span>}
          {suspended && (
            <span className="ml-2 rounded bg-danger-soft px-1.5 py-0.5 text-danger text-xs">
              {t('suspended')}
            </span>
          )}
        </p>
        <p className="truncate text-faint text-xs">
          {email !== null && <bdi>{email}</bdi>}
          <span className="max-sm:block">
            <span className="max-sm:hidden">{email !== null && ' · '}</span>
            {lastSeenAt === null ? t('neverSeen') : t('lastSeen', { when: moment(lastSeenAt) })}
          </span>
        </p>
      </div>
      {manageable ? (
        <RoleSelect person={person} me={me} onAct={onAct} />
      ) : (
        <span className="px-2 text-muted">{t(`role.${person.role}`)}</span>
      )}
      {manageable ? (
        <PersonMenu person={person} self={person.id === me.id} onAct={onAct} />
      ) : (
        <span className="w-8" />
      )}
    </li>
  )
}

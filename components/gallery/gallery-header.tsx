import { ChevronDown, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Avatar } from '#components/people/avatar.tsx'
import { AreaLink } from '#components/shell/area-link.tsx'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { cx } from '#components/ui/cx.ts'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { type GalleryScope, scopePerson, scopeQuery } from '#lib/images/scope.ts'
import { useScrollsDown } from './use-scrolls-down.ts'

interface GalleryHeaderProps {
  scope: GalleryScope
  /** Everybody whose pictures can be asked for. */
  people: readonly PersonRef[]
}

const CHOICE =
  'touch-target inline-flex h-8 items-center gap-1.5 rounded px-3 text-muted hover:bg-sunk hover:text-ink'
const CHOSEN = 'bg-sunk text-ink'

function scopeAddress(scope: GalleryScope): string {
  const query = scopeQuery(scope).toString()
  return query === '' ? '/gallery' : `/gallery?${query}`
}

/** Whose pictures the gallery shows. Leaves the window to the pictures while the person scrolls down. */
export function GalleryHeader({ scope, people }: GalleryHeaderProps) {
  const t = useTranslations('gallery.scope')
  const away = useScrollsDown()
  return (
    <nav
      aria-label={t('label')}
      className={cx(
        'sticky top-0 z-10 flex items-center gap-1 bg-bg px-2 py-1.5 transition-transform duration-150 focus-within:translate-y-0',
        away && '-translate-y-full',
      )}
    >
      {(['team', 'mine'] as const).map((choice) => (
        <AreaLink
          key={choice}
          href={scopeAddress(choice)}
          aria-current={scope === choice ? 'page' : undefined}
          className={cx(CHOICE, scope === choice && CHOSEN)}
        >
          {t(choice)}
        </AreaLink>
      ))}
      <PersonChoice scope={scope} people={people} />
    </nav>
  )
}

function PersonChoice({ scope, people }: GalleryHeaderProps) {
  const t = useTranslations('gallery.scope')
  const router = useRouter()
  const { me } = useStudioFacts()
  const id = scopePerson(scope)
  const chosen = people.find((person) => person.id === id)
  const others = people.filter((person) => person.id !== me.id)
  if (others.length === 0) return null
  return (
    <Menu
      label={t('person')}
      trigger={(props) => (
        <button type="button" className={cx(CHOICE, 'min-w-0', chosen && CHOSEN)} {...props}>
          {chosen ? <Avatar person={chosen} size={18} /> : <Users aria-hidden className="size-4" />}
          {chosen && <span className="sr-only">{t('chosen', { name: chosen.name })}</span>}
          <span aria-hidden={chosen !== undefined} className="truncate">
            {chosen?.name ?? t('person')}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </button>
      )}
    >
      {(close) =>
        others.map((person) => (
          <MenuItem
            key={person.id}
            icon={<Avatar person={person} size={20} />}
            checked={person.id === id}
            onClick={() => {
              close()
              router.push(scopeAddress(`person:${person.id}`))
            }}
          >
            {person.name}
          </MenuItem>
        ))
      }
    </Menu>
  )
}

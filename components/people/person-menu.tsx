import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { peopleRequests } from '#lib/people/client.ts'
import type { PersonDto } from '#lib/people/schema.ts'
import type { PersonAct } from './person-acts.tsx'
import { useAct } from './use-act.ts'

interface PersonMenuProps {
  person: PersonDto
  /** The person who looks: nobody suspends or removes themselves. */
  self: boolean
  onAct: (act: PersonAct) => void
}

/** What can be done to a person. */
export function PersonMenu({ person, self, onAct }: PersonMenuProps) {
  const t = useTranslations('people')
  const { busy, act } = useAct()
  const { id, name, suspended } = person
  const suspend = () =>
    act(
      () => peopleRequests.change(id, { suspended: !suspended }),
      () => showToast(t(suspended ? 'restoredDone' : 'suspendedDone', { name })),
    )
  const signOut = () =>
    act(
      () => peopleRequests.signOut(id),
      () => showToast(t('signedOut', { name })),
    )
  const link = () =>
    act(
      () => peopleRequests.passwordLink(id),
      (made) => onAct({ kind: 'link', person, made }),
    )

  return (
    <Menu
      label={t('menu', { name })}
      align="end"
      trigger={(props) => (
        <IconButton label={t('menu', { name })} disabled={busy} {...props}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      )}
    >
      {(close) => {
        const item = (words: string, run: () => void, tone?: 'danger') => (
          <MenuItem
            tone={tone}
            onClick={() => {
              close()
              run()
            }}
          >
            {words}
          </MenuItem>
        )
        return (
          <>
            {!suspended && item(t('passwordLink'), () => void link())}
            {!suspended && item(t('signOut'), () => void signOut())}
            {!self && item(t(suspended ? 'restore' : 'suspend'), () => void suspend())}
            {!self && item(t('remove'), () => onAct({ kind: 'remove', person }), 'danger')}
          </>
        )
      }}
    </Menu>
  )
}

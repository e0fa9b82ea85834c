import { LogOut, Settings, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { MenuGroup, MenuItem } from '#components/ui/menu-items.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { may } from '#lib/accounts/roles.ts'
import { requestNothing } from '#lib/api-client.ts'
import { LOCALE_NAMES, LOCALES } from '#lib/i18n/locales.ts'
import { THEMES, type Theme } from '#lib/profile/themes.ts'
import { areasFor, inSheet } from './areas.ts'
import { useStudioFacts } from './facts-context.tsx'
import { usePreference } from './use-preference.ts'

/** Who is signed in, the choices of language and theme, and the way out. */
export function AccountItems({ theme, close }: { theme: Theme; close: () => void }) {
  const t = useTranslations('shell.preferences')
  const account = useTranslations('shell.account')
  const areas = useTranslations('shell.area')
  const { me } = useStudioFacts()
  const locale = useLocale()
  const router = useRouter()
  const trashKeys = useCommandKeys('go.trash')

  const prefer = usePreference()
  const choose = (change: Parameters<typeof prefer>[0]) => {
    close()
    return prefer(change)
  }

  const signOut = async () => {
    try {
      await requestNothing('/api/session', { method: 'DELETE' })
      // A whole new page: nothing of this person stays in memory.
      location.assign('/sign-in')
    } catch (error) {
      showToast(account('signOutFailed'), { tone: 'danger' })
      reportError(error)
    }
  }

  return (
    <>
      <div className="px-2 pt-1 pb-2" role="presentation">
        <div className="truncate">{me.name}</div>
        <div className="truncate text-faint text-xs">{me.email}</div>
      </div>
      <MenuGroup label={t('theme')}>
        {THEMES.map((choice) => (
          <MenuItem key={choice} checked={choice === theme} onClick={() => void choose({ theme: choice })}>
            {t(`themes.${choice}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('language')}>
        {LOCALES.map((choice) => (
          <MenuItem
            key={choice}
            lang={choice}
            checked={choice === locale}
            onClick={() => void choose({ locale: choice })}
          >
            {LOCALE_NAMES[choice]}
          </MenuItem>
        ))}
      </MenuGroup>
      <hr className="my-1 border-line" />
      {may(me.role, 'make') && (
        <MenuItem
          icon={<Trash2 aria-hidden className="size-4" />}
          keys={trashKeys}
          onClick={() => {
            close()
            router.push('/trash')
          }}
        >
          {account('trash')}
        </MenuItem>
      )}
      {areasFor(me.role)
        .filter(({ key }) => inSheet(key))
        .map(({ key, href, icon: Icon }) => (
          <MenuItem
            key={key}
            icon={<Icon aria-hidden className="size-4" />}
            onClick={() => {
              close()
              router.push(href)
            }}
            className="sm:hidden"
          >
            {areas(key)}
          </MenuItem>
        ))}
      <MenuItem
        icon={<Settings aria-hidden className="size-4" />}
        onClick={() => {
          close()
          router.push('/settings')
        }}
      >
        {account('settings')}
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onClick={signOut}>
        {account('signOut')}
      </MenuItem>
    </>
  )
}

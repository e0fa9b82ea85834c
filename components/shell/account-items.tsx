import { LogOut, Settings } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { MenuGroup, MenuItem } from '#components/ui/menu-items.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError, requestNothing } from '#lib/api-client.ts'
import { LOCALE_COOKIE, LOCALES } from '#lib/i18n/locales.ts'
import { profileRequests } from '#lib/profile/client.ts'
import type { ProfileChange } from '#lib/profile/schema.ts'
import { THEME_COOKIE, THEMES, type Theme } from '#lib/profile/themes.ts'
import { useStudioFacts } from './facts-context.tsx'
import { setPreference } from './set-preference.ts'

/** Each language by its own name, the same in every language. */
const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const

/** Who is signed in, the choices of language and theme, and the way out. */
export function AccountItems({ theme, close }: { theme: Theme; close: () => void }) {
  const t = useTranslations('shell.preferences')
  const account = useTranslations('shell.account')
  const { me } = useStudioFacts()
  const locale = useLocale()
  const router = useRouter()

  const choose = async (cookie: string, value: string, change: ProfileChange) => {
    setPreference(cookie, value)
    close()
    router.refresh()
    try {
      await profileRequests.change(change)
    } catch (error) {
      // This browser remembers it all the same.
      if (!(error instanceof ApiError)) throw error
      showToast(account('notRemembered'), { tone: 'danger' })
    }
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
          <MenuItem
            key={choice}
            checked={choice === theme}
            onClick={() => void choose(THEME_COOKIE, choice, { theme: choice })}
          >
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
            onClick={() => void choose(LOCALE_COOKIE, choice, { locale: choice })}
          >
            {LOCALE_NAMES[choice]}
          </MenuItem>
        ))}
      </MenuGroup>
      <hr className="my-1 border-line" />
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

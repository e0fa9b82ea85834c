import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { MenuGroup, MenuItem } from '#components/ui/menu-items.tsx'
import { LOCALE_COOKIE, LOCALES } from '#lib/i18n/locales.ts'
import { THEME_COOKIE, THEMES, type Theme } from './preferences.ts'
import { setPreference } from './set-preference.ts'

/** Each language by its own name, the same in every language. */
const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const

/** The choices of language and theme. */
export function PreferencesItems({ theme, close }: { theme: Theme; close: () => void }) {
  const t = useTranslations('shell.preferences')
  const locale = useLocale()
  const router = useRouter()

  const choose = (cookie: string, value: string) => {
    setPreference(cookie, value)
    close()
    router.refresh()
  }

  return (
    <>
      <MenuGroup label={t('theme')}>
        {THEMES.map((choice) => (
          <MenuItem key={choice} checked={choice === theme} onClick={() => choose(THEME_COOKIE, choice)}>
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
            onClick={() => choose(LOCALE_COOKIE, choice)}
          >
            {LOCALE_NAMES[choice]}
          </MenuItem>
        ))}
      </MenuGroup>
    </>
  )
}

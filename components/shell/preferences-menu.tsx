'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { Menu, MenuGroup, MenuItem } from '#components/ui/menu.tsx'
import { LOCALE_COOKIE, LOCALES } from '#lib/i18n/locales.ts'
import { THEME_COOKIE, THEMES, type Theme } from './preferences.ts'
import { setPreference } from './set-preference.ts'

/** Each language by its own name, the same in every language. */
const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const

/** Language and theme, at the rail's foot or in the bottom bar. */
export function PreferencesMenu({ named, theme }: { named: boolean; theme: Theme }) {
  const t = useTranslations('shell.preferences')
  const locale = useLocale()
  const router = useRouter()

  const choose = (cookie: string, value: string, close: () => void) => {
    setPreference(cookie, value)
    close()
    router.refresh()
  }

  return (
    <Menu
      label={t('label')}
      side="top"
      trigger={(props) => (
        <button
          type="button"
          aria-label={named ? undefined : t('label')}
          data-tip={named ? undefined : t('label')}
          data-tip-side="right"
          className="touch-target flex h-10 items-center gap-3 rounded px-3 text-muted hover:bg-sunk hover:text-ink"
          {...props}
        >
          <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
          {named && t('label')}
        </button>
      )}
    >
      {(close) => (
        <>
          <MenuGroup label={t('theme')}>
            {THEMES.map((choice) => (
              <MenuItem
                key={choice}
                checked={choice === theme}
                onClick={() => choose(THEME_COOKIE, choice, close)}
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
                onClick={() => choose(LOCALE_COOKIE, choice, close)}
              >
                {LOCALE_NAMES[choice]}
              </MenuItem>
            ))}
          </MenuGroup>
        </>
      )}
    </Menu>
  )
}

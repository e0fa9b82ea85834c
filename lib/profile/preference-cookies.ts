import { LOCALE_COOKIE } from '#lib/i18n/locales.ts'
import { THEME_COOKIE } from './themes.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

interface Preferences {
  locale?: string | null | undefined
  theme?: string | null | undefined
}

/**
 * The `Set-Cookie` lines by which a browser remembers what its person chose, so that the server draws the next page
 * right: `null` makes it forget, what is left out stays as it is. Scripts may read them; they are no secret.
 */
export function preferenceCookies({ locale, theme }: Preferences): string[] {
  const chosen: [string, string | null | undefined][] = [
    [LOCALE_COOKIE, locale],
    [THEME_COOKIE, theme],
  ]
  return chosen.flatMap(([name, value]) => {
    if (value === undefined) return []
    return [`${name}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : YEAR_SECONDS}; SameSite=Lax`]
  })
}

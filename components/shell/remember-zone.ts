import { ZONE_COOKIE } from '#lib/i18n/zone-cookie.ts'
import { setPreference } from './set-preference.ts'

/** Tells the server whose days the person's are, before anything is asked for; on the server itself nothing. */
export function rememberZone(): void {
  if (typeof document === 'undefined') return
  setPreference(ZONE_COOKIE, Intl.DateTimeFormat().resolvedOptions().timeZone)
}

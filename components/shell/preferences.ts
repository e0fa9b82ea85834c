import { THEMES, type Theme } from '#lib/profile/themes.ts'

/** What a person may choose about the frame; each a cookie, so that the server draws it right the first time. */
export const RAIL_COOKIE = 'bunch_rail'

export function readTheme(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? 'system'
}

/** Set once an admin has read that the studio is reached without TLS. */
export const HTTP_NOTICE_COOKIE = 'bunch_http_notice'

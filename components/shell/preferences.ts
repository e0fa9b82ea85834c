/** What a person may choose about the frame; each a cookie, so that the server draws it right the first time. */
export const THEME_COOKIE = 'bunch_theme'
export const RAIL_COOKIE = 'bunch_rail'

/** `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export function readTheme(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? 'system'
}

/** Set once an admin has read that the studio is reached without TLS. */
export const HTTP_NOTICE_COOKIE = 'bunch_http_notice'

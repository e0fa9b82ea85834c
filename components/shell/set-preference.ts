const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Remembers a choice of this browser; the server reads it with the next page. */
export function setPreference(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, a studio on a LAN has http
  document.cookie = `${cookie}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

import 'server-only'
import { requestCookie } from '#lib/request-cookie.ts'
import { ROUND_TRIP_SECONDS } from './round-trip.ts'

/** Over https the name itself binds the cookie to this host and to TLS. */
const cookieName = (secure: boolean) => (secure ? '__Host-bunch_oidc' : 'bunch_oidc')

/** The secret of a browser that began a round trip, as its cookie tells it. */
export function toldSecret(request: Request, secure: boolean): string | undefined {
  return requestCookie(request, cookieName(secure))
}

/**
 * The `Set-Cookie` line that keeps the secret in the browser for as long as a round trip may take. Lax: the provider
 * sends the browser back from its own site.
 */
export function secretCookie(secret: string, secure: boolean): string {
  const flags = `Max-Age=${ROUND_TRIP_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return `${cookieName(secure)}=${secret}; ${flags}`
}

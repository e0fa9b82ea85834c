import { clientAddress, isSecure } from '#lib/client-address.ts'
import { publicRoute } from '#lib/http.ts'
import { secretCookie, toldSecret } from '#lib/oidc/cookie.ts'
import { browserSecret } from '#lib/oidc/round-trip.ts'
import { startSignIn } from '#lib/oidc/service.ts'

export const GET = publicRoute(async ({ request, studio }) => {
  const secure = isSecure(request)
  const secret = browserSecret(toldSecret(request, secure))
  const asked = new URL(request.url).searchParams.get('return')
  const { to } = await startSignIn(studio, asked, { secret, ip: clientAddress(request) })
  return new Response(null, {
    status: 303,
    headers: { location: to, 'set-cookie': secretCookie(secret, secure) },
  })
})

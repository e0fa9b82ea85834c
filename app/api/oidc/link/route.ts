import { isSecure } from '#lib/client-address.ts'
import { route } from '#lib/http.ts'
import { secretCookie, toldSecret } from '#lib/oidc/cookie.ts'
import { browserSecret } from '#lib/oidc/round-trip.ts'
import type { LinkStartDto } from '#lib/oidc/schema.ts'
import { startLink, unlink } from '#lib/oidc/service.ts'

// A POST, which our door refuses to pages of other sites: nobody can make somebody link an identity that is not theirs.
export const POST = route('view', async ({ request, studio, actor, me, sessionId }) => {
  const secure = isSecure(request)
  const secret = browserSecret(toldSecret(request, secure))
  const { to } = await startLink(studio, { id: sessionId, actor, me }, { secret, ip: actor.ip })
  const body: LinkStartDto = { to }
  return Response.json(body, { headers: { 'set-cookie': secretCookie(secret, secure) } })
})

export const DELETE = route('view', async ({ studio, actor, me, sessionId }) => {
  await unlink(studio, { id: sessionId, actor, me })
  return new Response(null, { status: 204 })
})

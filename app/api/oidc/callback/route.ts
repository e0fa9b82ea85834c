import { sessionActor } from '#lib/accounts/session.ts'
import { clientOf } from '#lib/accounts/sign-in.ts'
import { publicRoute } from '#lib/http.ts'
import { toldSecret } from '#lib/oidc/cookie.ts'
import { finishRoundTrip } from '#lib/oidc/service.ts'

export const GET = publicRoute(async ({ request, studio }) => {
  const client = clientOf(request)
  const { to, cookies } = await finishRoundTrip(studio, new URL(request.url).search, {
    secret: toldSecret(request, client.secure),
    client,
    session: await sessionActor(studio, request),
  })
  const response = new Response(null, { status: 303, headers: { location: to } })
  for (const line of cookies) response.headers.append('set-cookie', line)
  return response
})

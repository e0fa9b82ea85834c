import { returnPath } from '#lib/accounts/return-path.ts'
import { type SignedInDto, signInInput } from '#lib/accounts/schema.ts'
import { forgetCookie, signOut } from '#lib/accounts/session.ts'
import { clientOf, signIn } from '#lib/accounts/sign-in.ts'
import { isSecure } from '#lib/client-address.ts'
import { publicRoute, readJson, route } from '#lib/http.ts'

export const POST = publicRoute(async ({ request, studio }) => {
  const input = await readJson(request, signInInput)
  const { me, cookies } = await signIn(studio, input, clientOf(request))
  const body: SignedInDto = { me, to: returnPath(input.return) }
  const response = Response.json(body)
  for (const line of cookies) response.headers.append('set-cookie', line)
  return response
})

export const DELETE = route('view', async ({ request, studio, actor, me, sessionId }) => {
  await signOut(studio, { id: sessionId, actor, me })
  return new Response(null, { status: 204, headers: { 'set-cookie': forgetCookie(isSecure(request)) } })
})

import { forgetCookie } from '#lib/accounts/session.ts'
import { isSecure } from '#lib/client-address.ts'
import { route } from '#lib/http.ts'
import { sessionsOf } from '#lib/profile/data.ts'
import { endAllSessions } from '#lib/profile/sign-in.service.ts'

export const GET = route('view', async ({ studio, actor, sessionId }) => {
  const { personId } = actor
  const items = await sessionsOf(studio.db, { personId, currentId: sessionId, now: studio.now() })
  return Response.json({ items })
})

export const DELETE = route('view', async ({ request, studio, actor }) => {
  await endAllSessions(studio, actor)
  return new Response(null, { status: 204, headers: { 'set-cookie': forgetCookie(isSecure(request)) } })
})

import { parseId, route } from '#lib/http.ts'
import { endSession } from '#lib/profile/sign-in.service.ts'

export const DELETE = route<{ sessionId: string }>('view', async ({ params, studio, actor }) => {
  await endSession(studio, actor, parseId(params.sessionId))
  return new Response(null, { status: 204 })
})

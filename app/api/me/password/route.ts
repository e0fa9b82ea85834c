import { readJson, route } from '#lib/http.ts'
import { passwordChange } from '#lib/profile/schema.ts'
import { changePassword } from '#lib/profile/sign-in.service.ts'

export const POST = route('view', async ({ request, studio, actor, me, sessionId }) => {
  await changePassword(studio, { actor, me, sessionId }, await readJson(request, passwordChange))
  return new Response(null, { status: 204 })
})

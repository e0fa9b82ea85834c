import { enter } from '#lib/accounts/enter.ts'
import { publicRoute, readJson } from '#lib/http.ts'
import { resetInput } from '#lib/password-links/schema.ts'
import { resetPassword } from '#lib/password-links/service.ts'

export const POST = publicRoute(async ({ request, studio, ip }) => {
  const input = await readJson(request, resetInput)
  const personId = await resetPassword(studio, input, ip)
  return enter(studio, personId, 'password_link', request)
})

import { enter } from '#lib/accounts/enter.ts'
import { publicRoute, readJson } from '#lib/http.ts'
import { acceptInput } from '#lib/invites/schema.ts'
import { acceptInvite } from '#lib/invites/service.ts'

export const POST = publicRoute(async ({ request, studio, ip }) => {
  const input = await readJson(request, acceptInput)
  const personId = await acceptInvite(studio, input, ip)
  return enter(studio, personId, 'invite', request)
})

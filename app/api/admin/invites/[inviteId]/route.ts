import { parseId, route } from '#lib/http.ts'
import { takeInviteBack } from '#lib/invites/service.ts'

export const DELETE = route<{ inviteId: string }>('administer', async ({ params, studio, actor }) =>
  Response.json(await takeInviteBack(studio, actor, parseId(params.inviteId))),
)

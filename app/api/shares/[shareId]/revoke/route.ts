import { parseId, route } from '#lib/http.ts'
import { revokeShare } from '#lib/shares/service.ts'

// Also for people who make nothing any more: what one let out one may always take back.
export const POST = route<{ shareId: string }>('view', async ({ params, studio, actor }) =>
  Response.json(await revokeShare(studio, actor, parseId(params.shareId))),
)

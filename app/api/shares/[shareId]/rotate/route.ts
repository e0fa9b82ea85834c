import { parseId, route } from '#lib/http.ts'
import { publicOrigin } from '#lib/openai-api/links.ts'
import { rotateShare } from '#lib/shares/service.ts'

export const POST = route<{ shareId: string }>('make', async ({ request, params, studio, actor }) => {
  const origin = publicOrigin(request, studio.env.BUNCH_URL)
  const made = await rotateShare(studio, actor, parseId(params.shareId), origin)
  return Response.json(made, { headers: { 'cache-control': 'no-store' } })
})

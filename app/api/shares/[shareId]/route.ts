import { parseId, readJson, route } from '#lib/http.ts'
import { shareChange } from '#lib/shares/schema.ts'
import { changeShare } from '#lib/shares/service.ts'

export const PATCH = route<{ shareId: string }>('make', async ({ request, params, studio, actor }) => {
  const change = await readJson(request, shareChange)
  return Response.json(await changeShare(studio, actor, parseId(params.shareId), change))
})

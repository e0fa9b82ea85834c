import { parseId, parseInput, route } from '#lib/http.ts'
import { lineageQuery } from '#lib/lineage/schema.ts'
import { lineageOf } from '#lib/lineage/service.ts'

export const GET = route<{ imageId: string }>('view', async ({ request, params, studio, actor }) => {
  const levels = new URL(request.url).searchParams.get('levels') ?? undefined
  const query = parseInput({ levels }, lineageQuery)
  return Response.json(await lineageOf(studio.db, actor, parseId(params.imageId), query))
})

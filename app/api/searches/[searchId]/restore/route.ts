import { parseId, route } from '#lib/http.ts'
import { restoreSearch } from '#lib/searches/service.ts'

type Params = { searchId: string }

export const POST = route<Params>('make', async ({ params, studio, actor }) =>
  Response.json(await restoreSearch(studio, actor, parseId(params.searchId))),
)

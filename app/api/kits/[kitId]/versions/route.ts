import { parseId, route } from '#lib/http.ts'
import { kitHistory } from '#lib/kits/data.ts'

export const GET = route<{ kitId: string }>('view', async ({ params, studio, actor }) =>
  Response.json(await kitHistory(studio.db, actor, parseId(params.kitId))),
)

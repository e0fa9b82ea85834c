import { parseId, route } from '#lib/http.ts'
import { setImageTrashed } from '#lib/images/service.ts'

export const POST = route<{ imageId: string }>('make', async ({ params, studio, actor }) =>
  Response.json(await setImageTrashed(studio, actor, parseId(params.imageId), false)),
)

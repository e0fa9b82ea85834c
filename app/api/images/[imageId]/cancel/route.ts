import { parseId, route } from '#lib/http.ts'
import { cancelImage } from '#lib/images/service.ts'

export const POST = route<{ imageId: string }>('make', async ({ params, studio, actor }) =>
  Response.json(await cancelImage(studio, actor, parseId(params.imageId))),
)

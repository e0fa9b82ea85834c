import { parseId, route } from '#lib/http.ts'
import { redownloadImage } from '#lib/images/service.ts'

export const POST = route<{ imageId: string }>('make', async ({ params, studio, actor }) =>
  Response.json(await redownloadImage(studio, actor, parseId(params.imageId)), { status: 202 }),
)

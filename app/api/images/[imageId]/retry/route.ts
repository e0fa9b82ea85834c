import * as z from 'zod/mini'
import { parseId, readJson, route } from '#lib/http.ts'
import { retryImage } from '#lib/images/service.ts'

const input = z.object({ id: z.uuid().check(z.toLowerCase()) })

export const POST = route<{ imageId: string }>('make', async ({ request, params, studio, actor }) => {
  const { id } = await readJson(request, input)
  return Response.json(await retryImage(studio, actor, parseId(params.imageId), id), { status: 202 })
})

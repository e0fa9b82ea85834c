import { readJson, route } from '#lib/http.ts'
import { trashInput } from '#lib/trash/schema.ts'
import { trashImages } from '#lib/trash/service.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const { imageIds } = await readJson(request, trashInput)
  return Response.json(await trashImages(studio, actor, imageIds))
})

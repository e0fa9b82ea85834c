import { readJson, route } from '#lib/http.ts'
import { tagsOf } from '#lib/marks/data.ts'
import { tagsOfInput } from '#lib/marks/schema.ts'

export const POST = route('view', async ({ request, studio, actor }) => {
  const { imageIds } = await readJson(request, tagsOfInput)
  return Response.json(await tagsOf(studio.db, actor, imageIds))
})

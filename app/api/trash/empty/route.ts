import { readJson, route } from '#lib/http.ts'
import { emptyInput } from '#lib/trash/schema.ts'
import { emptyTrash } from '#lib/trash/service.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const input = await readJson(request, emptyInput)
  return Response.json(await emptyTrash(studio, actor, input))
})

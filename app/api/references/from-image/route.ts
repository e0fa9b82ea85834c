import { readJson, route } from '#lib/http.ts'
import { referenceFromImageInput } from '#lib/references/schema.ts'
import { referenceFromImage } from '#lib/references/service.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const input = await readJson(request, referenceFromImageInput)
  return Response.json(await referenceFromImage(studio, actor, input), { status: 201 })
})

import { readJson, route } from '#lib/http.ts'
import { referenceUrlInput } from '#lib/references/schema.ts'
import { referenceFromUrl } from '#lib/references/service.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const input = await readJson(request, referenceUrlInput)
  return Response.json(await referenceFromUrl(studio, actor, input), { status: 201 })
})

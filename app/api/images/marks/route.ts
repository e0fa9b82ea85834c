import { readJson, route } from '#lib/http.ts'
import { marksInput } from '#lib/marks/schema.ts'
import { markImages } from '#lib/marks/service.ts'

// Who only looks may give hearts; the service asks for more where the mark is the team's.
export const POST = route('view', async ({ request, studio, actor }) => {
  const input = await readJson(request, marksInput)
  return Response.json(await markImages(studio, actor, input))
})

import { route } from '#lib/http.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import { readRecipe } from '#lib/recipes/read.ts'
import { uploadBody, uploadName } from '#lib/references/upload-request.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const name = oneLine(uploadName(request.headers), 120)
  return Response.json(await readRecipe(studio.db, actor, { body: uploadBody(request), name }))
})

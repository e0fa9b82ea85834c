import { sheetPicturesInput } from '#lib/contact-sheets/schema.ts'
import { sheetPreview } from '#lib/contact-sheets/service.ts'
import { readJson, route } from '#lib/http.ts'

export const POST = route('view', async ({ request, studio, actor }) => {
  const { imageIds } = await readJson(request, sheetPicturesInput)
  return Response.json({ pictures: await sheetPreview(studio, actor, imageIds) })
})

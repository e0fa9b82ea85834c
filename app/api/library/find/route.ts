import { route } from '#lib/http.ts'
import { findByPicture } from '#lib/library/find-by-picture.ts'
import type { FoundImageDto } from '#lib/library/schema.ts'
import { uploadBody, uploadName } from '#lib/references/upload-request.ts'

export const POST = route('view', async ({ request, studio, actor }) => {
  const upload = { body: uploadBody(request), name: uploadName(request.headers) }
  return Response.json((await findByPicture(studio.db, actor, upload)) satisfies FoundImageDto)
})

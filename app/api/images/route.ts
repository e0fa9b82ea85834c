import { decodeCursor } from '#lib/cursor.ts'
import { route } from '#lib/http.ts'
import { galleryPage } from '#lib/images/data.ts'

const PAGE = 60

export const GET = route('view', async ({ request, studio }) => {
  const cursor = decodeCursor(new URL(request.url).searchParams.get('cursor'))
  return Response.json(await galleryPage(studio.db, { cursor, limit: PAGE }))
})

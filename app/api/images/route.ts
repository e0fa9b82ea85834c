import { decodeCursor } from '#lib/cursor.ts'
import { route } from '#lib/http.ts'
import { galleryPage } from '#lib/images/data.ts'
import { galleryScope } from '#lib/images/scope.ts'

const PAGE = 60

export const GET = route('view', async ({ request, studio, actor }) => {
  const query = new URL(request.url).searchParams
  const cursor = decodeCursor(query.get('cursor'))
  const page = await galleryPage(studio.db, actor, { scope: galleryScope(query), cursor, limit: PAGE })
  return Response.json(page)
})

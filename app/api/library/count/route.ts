import { route } from '#lib/http.ts'
import { askedQuery } from '#lib/library/asked-query.ts'
import { libraryCount } from '#lib/library/index.data.ts'
import type { LibraryCountDto } from '#lib/library/schema.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  const count = await libraryCount(studio.db, actor, askedQuery(request))
  return Response.json({ count } satisfies LibraryCountDto)
})

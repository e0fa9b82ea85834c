import { route } from '#lib/http.ts'
import { askedQuery } from '#lib/library/asked-query.ts'
import { compressedBytes } from '#lib/library/compressed.ts'
import { libraryIndex } from '#lib/library/index.data.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  return compressedBytes(request, await libraryIndex(studio.db, actor, askedQuery(request)))
})

import { route } from '#lib/http.ts'
import { libraryQuery } from '#lib/library/query.ts'
import { suggestionsFor } from '#lib/library/suggestions.data.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  const { text } = libraryQuery(new URL(request.url).searchParams)
  return Response.json(await suggestionsFor(studio.db, actor, text))
})

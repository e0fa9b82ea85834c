import { readJson, route } from '#lib/http.ts'
import { searchesFor } from '#lib/searches/data.ts'
import { searchInput } from '#lib/searches/schema.ts'
import { saveSearch } from '#lib/searches/service.ts'

export const GET = route('view', async ({ studio, actor }) =>
  Response.json({ items: await searchesFor(studio.db, actor) }),
)

export const POST = route('make', async ({ request, studio, actor }) => {
  const search = await saveSearch(studio, actor, await readJson(request, searchInput))
  return Response.json(search, { status: 201 })
})

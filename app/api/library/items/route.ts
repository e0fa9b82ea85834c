import { readJson, route } from '#lib/http.ts'
import { askedQuery } from '#lib/library/asked-query.ts'
import { readAnchor } from '#lib/library/index-format.ts'
import { itemsById, libraryItems } from '#lib/library/items.data.ts'
import { LIBRARY_PAGE, type LibraryItemsDto, libraryIdsInput } from '#lib/library/schema.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  const search = new URL(request.url).searchParams
  const range = { after: readAnchor(search.get('after')), until: readAnchor(search.get('until')) }
  const asked = Number(search.get('limit'))
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, LIBRARY_PAGE) : LIBRARY_PAGE
  const items = await libraryItems(studio.db, actor, askedQuery(request), { range, limit })
  return Response.json({ items } satisfies LibraryItemsDto)
})

export const POST = route('view', async ({ request, studio, actor }) => {
  const { ids, text } = await readJson(request, libraryIdsInput)
  const items = await itemsById(studio.db, actor, ids, text ?? '')
  return Response.json({ items } satisfies LibraryItemsDto)
})

import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'
import { zoneOf } from '#lib/library/days.ts'
import { filledSearchFor } from '#lib/searches/data.ts'
import { searchChange } from '#lib/searches/schema.ts'
import { changeSearch, deleteSearch } from '#lib/searches/service.ts'

type Params = { searchId: string }

export const GET = route<Params>('view', async ({ request, params, studio, actor }) => {
  const search = await filledSearchFor(studio.db, actor, parseId(params.searchId), zoneOf(request))
  if (!search) throw new AppError('not_found')
  return Response.json(search)
})

export const PATCH = route<Params>('make', async ({ request, params, studio, actor }) => {
  const id = parseId(params.searchId)
  return Response.json(await changeSearch(studio, actor, id, await readJson(request, searchChange)))
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await deleteSearch(studio, actor, parseId(params.searchId))
  return new Response(null, { status: 204 })
})

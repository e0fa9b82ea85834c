import { AppError } from '#lib/errors.ts'
import { route } from '#lib/http.ts'
import { askedQuery } from '#lib/library/asked-query.ts'
import { facetOf } from '#lib/library/facets.data.ts'
import { FACETS, type FacetDto } from '#lib/library/schema.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  const search = new URL(request.url).searchParams
  const facet = FACETS.find((name) => name === search.get('facet'))
  if (!facet) throw new AppError('invalid_input', { field: 'facet', params: { problem: 'not a facet' } })
  const values = await facetOf(studio.db, actor, facet, askedQuery(request))
  return Response.json({ values } satisfies FacetDto)
})

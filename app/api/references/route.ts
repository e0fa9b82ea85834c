import { parseInput, route } from '#lib/http.ts'
import { RECIPE_HEADER } from '#lib/recipes/header.ts'
import { findRecipe } from '#lib/recipes/read.ts'
import { findReferences } from '#lib/references/data.ts'
import { referenceIdsQuery } from '#lib/references/schema.ts'
import { uploadReference } from '#lib/references/service.ts'
import { uploadBody, uploadName } from '#lib/references/upload-request.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  let carriesRecipe = false
  const reference = await uploadReference(studio, actor, {
    body: uploadBody(request),
    name: uploadName(request.headers),
    look: async (file) => {
      carriesRecipe = (await findRecipe(studio.db, actor, file)) !== null
    },
  })
  const response = Response.json(reference, { status: 201 })
  if (carriesRecipe) response.headers.set(RECIPE_HEADER, '1')
  return response
})

export const GET = route('view', async ({ request, studio, actor }) => {
  const asked = new URL(request.url).searchParams.get('ids')
  const { ids } = parseInput({ ids: asked?.split(',').filter(Boolean) }, referenceIdsQuery)
  const items = await findReferences(studio.db, actor, ids)
  return Response.json({ items }, { headers: { 'cache-control': 'no-store' } })
})

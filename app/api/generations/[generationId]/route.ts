import { AppError } from '#lib/errors.ts'
import { visibleGeneration } from '#lib/generations/data.ts'
import { generationChange } from '#lib/generations/schema.ts'
import { setGenerationPrivacy, setGenerationTrashed } from '#lib/generations/service.ts'
import { parseId, readJson, route } from '#lib/http.ts'

type Params = { generationId: string }

export const GET = route<Params>('view', async ({ params, studio, actor }) => {
  const generation = await visibleGeneration(studio.db, actor, parseId(params.generationId))
  if (!generation) throw new AppError('not_found')
  return Response.json(generation)
})

export const PATCH = route<Params>('make', async ({ request, params, studio, actor }) => {
  const change = await readJson(request, generationChange)
  return Response.json(
    await setGenerationPrivacy(studio, actor, parseId(params.generationId), change.private),
  )
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await setGenerationTrashed(studio, actor, parseId(params.generationId), true)
  return new Response(null, { status: 204 })
})

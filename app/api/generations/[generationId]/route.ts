import { AppError } from '#lib/errors.ts'
import { generationById } from '#lib/generations/data.ts'
import { setGenerationTrashed } from '#lib/generations/service.ts'
import { parseId, route } from '#lib/http.ts'

type Params = { generationId: string }

export const GET = route<Params>('view', async ({ params, studio }) => {
  const generation = await generationById(studio.db, parseId(params.generationId))
  if (!generation) throw new AppError('not_found')
  return Response.json(generation)
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await setGenerationTrashed(studio, actor, parseId(params.generationId), true)
  return new Response(null, { status: 204 })
})

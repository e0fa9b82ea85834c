import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'
import { imageDetail } from '#lib/images/data.ts'
import { setImageTrashed } from '#lib/images/service.ts'
import { imageChange } from '#lib/marks/schema.ts'
import { setNote } from '#lib/marks/service.ts'

type Params = { imageId: string }

export const GET = route<Params>('view', async ({ params, studio, actor }) => {
  const detail = await imageDetail(studio.db, actor, parseId(params.imageId))
  if (!detail) throw new AppError('not_found')
  return Response.json(detail)
})

export const PATCH = route<Params>('make', async ({ request, params, studio, actor }) => {
  const { note } = await readJson(request, imageChange)
  return Response.json(await setNote(studio, actor, parseId(params.imageId), note))
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await setImageTrashed(studio, actor, parseId(params.imageId), true)
  return new Response(null, { status: 204 })
})

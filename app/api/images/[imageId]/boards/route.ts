import { boardsOfImage } from '#lib/boards/data.ts'
import { AppError } from '#lib/errors.ts'
import { parseId, route } from '#lib/http.ts'

export const GET = route<{ imageId: string }>('view', async ({ params, studio, actor }) => {
  const items = await boardsOfImage(studio.db, actor, parseId(params.imageId))
  if (!items) throw new AppError('not_found')
  return Response.json({ items })
})

import { AppError } from '#lib/errors.ts'
import { parseId, route } from '#lib/http.ts'
import { matrixFor } from '#lib/matrices/data.ts'

export const GET = route<{ matrixId: string }>('view', async ({ studio, actor, params }) => {
  const matrix = await matrixFor(studio.db, actor, parseId(params.matrixId))
  if (!matrix) throw new AppError('not_found')
  return Response.json(matrix)
})

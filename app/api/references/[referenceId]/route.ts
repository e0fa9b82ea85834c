import { AppError } from '#lib/errors.ts'
import { parseId, route } from '#lib/http.ts'
import { findReferences } from '#lib/references/data.ts'

export const GET = route<{ referenceId: string }>('view', async ({ params, studio, actor }) => {
  const [reference] = await findReferences(studio.db, actor, [parseId(params.referenceId)])
  if (!reference) throw new AppError('not_found')
  return Response.json(reference, { headers: { 'cache-control': 'no-store' } })
})

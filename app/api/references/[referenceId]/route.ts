import { AppError } from '#lib/errors.ts'
import { parseId, route } from '#lib/http.ts'
import { findReferences } from '#lib/references/data.ts'

export const GET = route<{ referenceId: string }>('view', async ({ params, studio, actor }) => {
  const ids = [parseId(params.referenceId)]
  const [reference] = await findReferences(studio.db, { personId: actor.personId, ids })
  if (!reference) throw new AppError('not_found')
  return Response.json(reference, { headers: { 'cache-control': 'no-store' } })
})

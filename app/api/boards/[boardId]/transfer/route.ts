import { boardHeirs } from '#lib/boards/data.ts'
import { boardTransferInput } from '#lib/boards/schema.ts'
import { transferBoard } from '#lib/boards/service.ts'
import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'

type Params = { boardId: string }

/** Who can be given the board. */
export const GET = route<Params>('make', async ({ params, studio, actor }) => {
  const items = await boardHeirs(studio.db, actor, parseId(params.boardId))
  if (!items) throw new AppError('not_found')
  return Response.json({ items })
})

/** Without a body in the answer: whoever gives a private board away does not see it any more. */
export const POST = route<Params>('make', async ({ request, params, studio, actor }) => {
  const { personId } = await readJson(request, boardTransferInput)
  await transferBoard(studio, actor, parseId(params.boardId), personId)
  return new Response(null, { status: 204 })
})

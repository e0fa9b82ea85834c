import { boardTransferInput } from '#lib/boards/schema.ts'
import { transferBoard } from '#lib/boards/service.ts'
import { parseId, readJson, route } from '#lib/http.ts'

/** Without a body in the answer: whoever gives a private board away does not see it any more. */
export const POST = route<{ boardId: string }>('make', async ({ request, params, studio, actor }) => {
  const { personId } = await readJson(request, boardTransferInput)
  await transferBoard(studio, actor, parseId(params.boardId), personId)
  return new Response(null, { status: 204 })
})

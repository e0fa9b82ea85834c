import { restoreBoard } from '#lib/boards/service.ts'
import { parseId, route } from '#lib/http.ts'

export const POST = route<{ boardId: string }>('make', async ({ params, studio, actor }) =>
  Response.json(await restoreBoard(studio, actor, parseId(params.boardId))),
)

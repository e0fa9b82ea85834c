import { boardOrderInput } from '#lib/boards/schema.ts'
import { orderBoard } from '#lib/boards/service.ts'
import { parseId, readJson, route } from '#lib/http.ts'

export const POST = route<{ boardId: string }>('make', async ({ request, params, studio, actor }) => {
  await orderBoard(studio, actor, parseId(params.boardId), await readJson(request, boardOrderInput))
  return new Response(null, { status: 204 })
})

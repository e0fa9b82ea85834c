import { boardsFor } from '#lib/boards/data.ts'
import { boardInput } from '#lib/boards/schema.ts'
import { createBoard } from '#lib/boards/service.ts'
import { readJson, route } from '#lib/http.ts'

export const GET = route('view', async ({ studio, actor }) =>
  Response.json({ items: await boardsFor(studio.db, actor) }),
)

export const POST = route('make', async ({ request, studio, actor }) => {
  const board = await createBoard(studio, actor, await readJson(request, boardInput))
  return Response.json(board, { status: 201 })
})

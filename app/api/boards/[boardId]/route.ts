import { boardFor } from '#lib/boards/data.ts'
import { boardChange } from '#lib/boards/schema.ts'
import { changeBoard, deleteBoard } from '#lib/boards/service.ts'
import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'

type Params = { boardId: string }

export const GET = route<Params>('view', async ({ params, studio, actor }) => {
  const board = await boardFor(studio.db, actor, parseId(params.boardId))
  if (!board) throw new AppError('not_found')
  return Response.json(board)
})

export const PATCH = route<Params>('make', async ({ request, params, studio, actor }) => {
  const id = parseId(params.boardId)
  return Response.json(await changeBoard(studio, actor, id, await readJson(request, boardChange)))
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await deleteBoard(studio, actor, parseId(params.boardId))
  return new Response(null, { status: 204 })
})

import { decodeBoardCursor } from '#lib/boards/cursor.ts'
import { boardImagesPage } from '#lib/boards/data.ts'
import { boardAddInput, boardImagesInput } from '#lib/boards/schema.ts'
import { addToBoard, removeFromBoard } from '#lib/boards/service.ts'
import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'

const PAGE = 60

type Params = { boardId: string }

export const GET = route<Params>('view', async ({ request, params, studio, actor }) => {
  const boardId = parseId(params.boardId)
  const cursor = decodeBoardCursor(new URL(request.url).searchParams.get('cursor'))
  const page = await boardImagesPage(studio.db, actor, { boardId, cursor, limit: PAGE })
  if (!page) throw new AppError('not_found')
  return Response.json(page)
})

export const POST = route<Params>('make', async ({ request, params, studio, actor }) => {
  const { imageIds, places } = await readJson(request, boardAddInput)
  return Response.json(await addToBoard(studio, actor, parseId(params.boardId), imageIds, places))
})

export const DELETE = route<Params>('make', async ({ request, params, studio, actor }) => {
  const { imageIds } = await readJson(request, boardImagesInput)
  return Response.json(await removeFromBoard(studio, actor, parseId(params.boardId), imageIds))
})

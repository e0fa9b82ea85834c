import { readJson, route } from '#lib/http.ts'
import { matrixInput } from '#lib/matrices/schema.ts'
import { createMatrix } from '#lib/matrices/service.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const { matrix, created } = await createMatrix(studio, actor, await readJson(request, matrixInput))
  return Response.json(matrix, { status: created ? 202 : 200 })
})

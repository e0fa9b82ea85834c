import { decodeCursor } from '#lib/cursor.ts'
import { feedPage } from '#lib/generations/data.ts'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { generationInput } from '#lib/generations/schema.ts'
import { createGeneration } from '#lib/generations/service.ts'
import { readJson, route } from '#lib/http.ts'

export const POST = route('make', async ({ request, studio, actor }) => {
  const input = await readJson(request, generationInput)
  const { generation, created } = await createGeneration(studio, actor, input, { source: 'studio' })
  return Response.json(generation, { status: created ? 202 : 200 })
})

export const GET = route('view', async ({ request, studio, actor }) => {
  const cursor = decodeCursor(new URL(request.url).searchParams.get('cursor'))
  const limit = GENERATION_LIMITS.feedPageSize
  return Response.json(await feedPage(studio.db, actor, { cursor, limit, wholeMatrices: true }))
})

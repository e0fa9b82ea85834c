import { keysOf } from '#lib/api-keys/data.ts'
import { apiKeyInput } from '#lib/api-keys/schema.ts'
import { makeKey } from '#lib/api-keys/service.ts'
import { readJson, route } from '#lib/http.ts'

export const GET = route('view', async ({ studio, actor }) => {
  return Response.json(
    { items: await keysOf(studio.db, actor) },
    { headers: { 'cache-control': 'no-store' } },
  )
})

export const POST = route('make', async ({ request, studio, actor }) => {
  const made = await makeKey(studio, actor, await readJson(request, apiKeyInput))
  return Response.json(made, { status: 201, headers: { 'cache-control': 'no-store' } })
})

import { readJson, route } from '#lib/http.ts'
import { publicOrigin } from '#lib/openai-api/links.ts'
import { shareInput } from '#lib/shares/schema.ts'
import { listShares, makeShare } from '#lib/shares/service.ts'

export const GET = route('view', async ({ request, studio, actor }) => {
  const all = new URL(request.url).searchParams.has('all')
  const items = await listShares(studio, actor, { all })
  return Response.json({ items }, { headers: { 'cache-control': 'no-store' } })
})

export const POST = route('make', async ({ request, studio, actor }) => {
  const input = await readJson(request, shareInput)
  const made = await makeShare(studio, actor, input, publicOrigin(request, studio.env.BUNCH_URL))
  return Response.json(made, { status: 201, headers: { 'cache-control': 'no-store' } })
})

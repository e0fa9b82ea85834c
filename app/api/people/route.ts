import { route } from '#lib/http.ts'
import { listPersonRefs } from '#lib/people/data.ts'

export const GET = route('view', async ({ studio }) =>
  Response.json({ items: await listPersonRefs(studio.db) }, { headers: { 'cache-control': 'no-store' } }),
)

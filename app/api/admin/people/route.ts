import { route } from '#lib/http.ts'
import { listPeople } from '#lib/people/data.ts'

export const GET = route('administer', async ({ studio, actor }) =>
  Response.json({ items: await listPeople(studio.db, actor) }, { headers: { 'cache-control': 'no-store' } }),
)

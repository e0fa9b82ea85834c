import { route } from '#lib/http.ts'
import { askedQuery } from '#lib/library/asked-query.ts'
import { libraryIds } from '#lib/library/index.data.ts'

const whole = (text: string | null) => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

export const GET = route('view', async ({ request, studio, actor }) => {
  const search = new URL(request.url).searchParams
  const part = { start: whole(search.get('start')) ?? 0, count: whole(search.get('count')) }
  const ids = await libraryIds(studio.db, actor, askedQuery(request), part)
  return new Response(new Uint8Array(ids), { headers: { 'content-type': 'application/octet-stream' } })
})

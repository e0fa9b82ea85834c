import { route } from '#lib/http.ts'
import { promptHistory } from '#lib/prompts/history.data.ts'

const LIMIT = 50
const LONGEST = 200

export const GET = route('view', async ({ request, studio, actor }) => {
  const text = new URL(request.url).searchParams.get('q')?.slice(0, LONGEST) ?? ''
  const items = await promptHistory(studio.db, actor.personId, { text, limit: LIMIT })
  return Response.json({ items })
})

import { route } from '#lib/http.ts'
import { tagsLike } from '#lib/marks/data.ts'

const SHOWN = 20
/** Longer than any tag. */
const MAX_CHARS = 100

export const GET = route('view', async ({ request, studio, actor }) => {
  const text = new URL(request.url).searchParams.get('q') ?? ''
  return Response.json(await tagsLike(studio.db, actor, text.slice(0, MAX_CHARS), SHOWN))
})

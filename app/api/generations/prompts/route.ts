import { recentPrompts } from '#lib/generations/data.ts'
import { route } from '#lib/http.ts'

const LIMIT = 50

export const GET = route('view', async ({ studio, actor }) =>
  Response.json({ items: await recentPrompts(studio.db, actor.personId, LIMIT) }),
)

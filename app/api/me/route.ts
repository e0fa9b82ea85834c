import { route } from '#lib/http.ts'

export const GET = route('view', async ({ me }) => Response.json(me))

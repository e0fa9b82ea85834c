import { route } from '#lib/http.ts'
import { queueState } from '#lib/queue/state.ts'

export const GET = route('view', async ({ studio }) => Response.json(await queueState(studio.db)))

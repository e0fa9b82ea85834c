import { route } from '#lib/http.ts'
import { queueFor, queueState } from '#lib/queue/state.ts'

export const GET = route('view', async ({ studio, actor }) =>
  Response.json(queueFor(actor, await queueState(studio.db))),
)

import { resumeGateway } from '#lib/generations/recovery.ts'
import { route } from '#lib/http.ts'
import { queueFor, queueState } from '#lib/queue/state.ts'

export const POST = route('make', async ({ studio, actor }) => {
  await resumeGateway(studio)
  return Response.json(queueFor(actor, await queueState(studio.db)))
})

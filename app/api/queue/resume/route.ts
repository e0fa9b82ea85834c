import { resumeGateway } from '#lib/generations/recovery.ts'
import { route } from '#lib/http.ts'
import { queueState } from '#lib/queue/state.ts'

export const POST = route('make', async ({ studio }) => {
  await resumeGateway(studio)
  return Response.json(await queueState(studio.db))
})

import { actorOfSession } from '#lib/accounts/session.ts'
import { AppError } from '#lib/errors.ts'
import { hub } from '#lib/events/hub.ts'
import { eventStream } from '#lib/events/sse.ts'
import { route } from '#lib/http.ts'
import { drainSignal } from '#lib/server.ts'

export const GET = route('view', async ({ request, studio, actor, sessionId }) => {
  if (drainSignal().aborted) throw new AppError('draining')
  const last = request.headers.get('last-event-id')
  const lastEventId = last !== null && /^\d{1,15}$/.test(last) ? Number(last) : null
  const signal = AbortSignal.any([request.signal, drainSignal()])
  // Also in another role the person may see other things: the browser comes back, and begins afresh in it.
  const recheck = async () => {
    const now = await actorOfSession(studio, sessionId)
    return now?.personId === actor.personId && now.role === actor.role
  }
  return new Response(eventStream(studio, hub(), { viewer: actor, recheck, lastEventId, signal }), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps compression away, which would hold events back; the other line says the same to nginx.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})

import 'server-only'
import { changedSince, generationsByIds } from '#lib/generations/data.ts'
import { queueState } from '#lib/queue/state.ts'
import type { Studio } from '#lib/studio.ts'
import type { Hub } from './hub.ts'
import type { StudioEvent } from './schema.ts'

const HEARTBEAT_MS = 15_000
/** A replay reaches this far before the last event seen: a transaction may commit later than the time it wrote. */
const OVERLAP_MS = 15_000
/** More changed runs than this are not replayed; the browser fetches afresh. */
const REPLAY_LIMIT = 200

/**
 * An event stream for one browser. Begins with the queue's state and, where the browser says what it saw last, every run
 * that has changed since; then goes on live until the request or the process ends.
 *
 * @param lastEventId milliseconds of the server's clock, as sent with each event; `null` on a first connection
 */
export function eventStream(
  studio: Pick<Studio, 'db' | 'now' | 'log'>,
  hub: Hub,
  params: { lastEventId: number | null; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream({
    async start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text))
      const send = (event: StudioEvent) =>
        write(`id: ${studio.now().getTime()}\ndata: ${JSON.stringify(event)}\n\n`)
      // Joined before the replay is read, so that nothing falls between the two; states may be sent twice.
      let waiting: StudioEvent[] | null = []
      const leave = hub.join((event) => {
        if (waiting) waiting.push(event)
        else send(event)
      })
      const heartbeat = setInterval(() => write(': heartbeat\n\n'), HEARTBEAT_MS)
      stop = () => {
        clearInterval(heartbeat)
        leave()
      }
      params.signal.addEventListener('abort', () => {
        stop()
        try {
          controller.close()
        } catch (error) {
          studio.log.debug({ err: error }, 'an event stream was closed by its browser first')
        }
      })
      write('retry: 1000\n\n')
      for (const event of await replay(studio, params.lastEventId)) send(event)
      for (const event of waiting) send(event)
      waiting = null
    },
    cancel() {
      stop()
    },
  })
}

async function replay(
  studio: Pick<Studio, 'db' | 'now'>,
  lastEventId: number | null,
): Promise<StudioEvent[]> {
  const queue: StudioEvent = { type: 'queue', queue: await queueState(studio.db) }
  // Also on a first connection: the lists beside it may have been fetched a moment before.
  const since = new Date((lastEventId ?? studio.now().getTime()) - OVERLAP_MS)
  const ids = await changedSince(studio.db, since, REPLAY_LIMIT + 1)
  if (ids.length > REPLAY_LIMIT) return [{ type: 'reset' }, queue]
  const generations = await generationsByIds(studio.db, ids)
  return [...generations.map((generation) => ({ type: 'generation' as const, generation })), queue]
}

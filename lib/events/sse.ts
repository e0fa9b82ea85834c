import 'server-only'
import { changedSince, generationsByIds, maySeeRun } from '#lib/generations/data.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { queueFor, queueState } from '#lib/queue/state.ts'
import type { Studio } from '#lib/studio.ts'
import type { Hub } from './hub.ts'
import type { StudioEvent } from './schema.ts'

const HEARTBEAT_MS = 15_000
/** A replay reaches this far before the last event seen: a transaction may commit later than the time it wrote. */
const OVERLAP_MS = 15_000
/** More changed runs than this are not replayed; the browser fetches afresh. */
const REPLAY_LIMIT = 200

/**
 * Bytes that may wait for a browser that does not read (a sleeping laptop, a stalled line). With more its stream is
 * ended; it reconnects when it can, and gets what it missed. The replay is bounded by `REPLAY_LIMIT` instead.
 */
export const MAX_WAITING_BYTES = 1024 * 1024

/**
 * An event stream for one person's browser, of what they may see. Begins with the queue's state and, where the browser says
 * what it saw last, every run that has changed since; then goes on live until the request, the process or the person's
 * session ends.
 *
 * @param recheck whether the session that the stream was opened with still lets this person in, in the same role; asked
 * with every heartbeat and whenever their account changes
 * @param lastEventId milliseconds of the server's clock, as sent with each event; `null` on a first connection
 */
export function eventStream(
  studio: Pick<Studio, 'db' | 'now' | 'log'>,
  hub: Hub,
  params: {
    viewer: Viewer
    recheck: () => Promise<boolean>
    lastEventId: number | null
    signal: AbortSignal
  },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let ended = false
        const write = (text: string) => {
          if (!ended) controller.enqueue(encoder.encode(text))
        }
        const send = (event: StudioEvent) =>
          write(`id: ${studio.now().getTime()}\ndata: ${JSON.stringify(event)}\n\n`)
        /** Ends the stream once what waits is read; nothing is written any more. */
        const end = () => {
          if (ended) return
          stop()
          controller.close()
        }
        const endIfStalled = () => {
          if (!ended && (controller.desiredSize ?? 0) <= 0) end()
        }
        // Joined before the replay is read, so that nothing falls between the two; states may be sent twice.
        let waiting: StudioEvent[] | null = []
        const recheck = async () => {
          try {
            if (!(await params.recheck())) end()
          } catch (error) {
            // Nobody knows whether the person may still listen. The browser reconnects, and is asked who it is.
            studio.log.error({ err: error }, 'the session of an event stream could not be checked')
            end()
          }
        }
        const leave = hub.join({
          viewer: params.viewer,
          recheck,
          send(event) {
            if (waiting) {
              waiting.push(event)
              return
            }
            endIfStalled()
            send(event)
          },
        })
        const heartbeat = setInterval(() => {
          endIfStalled()
          void recheck()
          write(': heartbeat\n\n')
        }, HEARTBEAT_MS)
        stop = () => {
          ended = true
          clearInterval(heartbeat)
          leave()
          params.signal.removeEventListener('abort', end)
        }
        params.signal.addEventListener('abort', end)
        if (params.signal.aborted) return end()
        write('retry: 1000\n\n')
        try {
          for (const event of await replay(studio, params.viewer, params.lastEventId)) send(event)
          for (const event of waiting) send(event)
        } catch (error) {
          // The browser reconnects and asks again.
          studio.log.error({ err: error }, 'an event stream could not begin')
          end()
        }
        waiting = null
      },
      cancel() {
        stop()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING_BYTES }),
  )
}

async function replay(
  studio: Pick<Studio, 'db' | 'now'>,
  viewer: Viewer,
  lastEventId: number | null,
): Promise<StudioEvent[]> {
  const queue: StudioEvent = { type: 'queue', queue: queueFor(viewer, await queueState(studio.db)) }
  // Also on a first connection: the lists beside it may have been fetched a moment before.
  const since = new Date((lastEventId ?? studio.now().getTime()) - OVERLAP_MS)
  const changed = await changedSince(studio.db, viewer, since, REPLAY_LIMIT + 1)
  if (changed.length > REPLAY_LIMIT) return [{ type: 'reset' }, queue]
  const hidden = changed.flatMap((run): StudioEvent[] =>
    run.hidden ? [{ type: 'hidden', generationId: run.id, at: run.changedAt.toISOString() }] : [],
  )
  const visible = changed.flatMap(({ id, hidden }) => (hidden ? [] : id))
  // Asked again of what was read: one may have been made private in between, and its own event follows.
  const generations = (await generationsByIds(studio.db, visible)).filter((run) => maySeeRun(viewer, run))
  return [...hidden, ...generations.map((generation) => ({ type: 'generation' as const, generation })), queue]
}

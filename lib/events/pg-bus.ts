import 'server-only'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import type { Database } from '#lib/db/client.ts'
import type { Log } from '#lib/log.ts'
import type { Change, EventBus } from './bus.ts'
import { LISTS } from './lists.ts'

const CHANNEL = 'bunch_changes'

/** What other processes send; they may run another version of the program. */
const announcement = z.discriminatedUnion('type', [
  z.object({ type: z.literal('generation'), id: z.string(), passing: z.optional(z.literal(true)) }),
  z.object({ type: z.literal('queue') }),
  z.object({ type: z.literal('cancel'), imageId: z.string() }),
  z.object({ type: z.literal('hidden'), generationId: z.string() }),
  z.object({ type: z.literal('many') }),
  z.object({ type: z.literal('board'), id: z.string(), to: z.nullable(z.array(z.string())) }),
  z.object({ type: z.literal('list'), list: z.enum(LISTS), to: z.nullable(z.array(z.string())) }),
  z.object({
    type: z.literal('hearts'),
    personId: z.string(),
    imageIds: z.array(z.string()),
    favourite: z.boolean(),
  }),
  z.object({ type: z.literal('person'), id: z.string() }),
  z.object({ type: z.literal('resync') }),
])

/** The bus on PostgreSQL's NOTIFY, which belongs to its transaction, and LISTEN. It hears from when the promise resolves. */
export async function createEventBus(options: { database: Database; log: Log }): Promise<EventBus> {
  const { database, log } = options
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change) => {
    for (const listener of listeners) {
      try {
        listener(change)
      } catch (error) {
        // Thrown on, it would reach the query (of anybody) that brought the announcement.
        log.error({ err: error, change }, 'a listener to changes failed')
      }
    }
  }
  const stop = await database.listen(
    CHANNEL,
    (payload) => {
      const change = announcement.safeParse(parseJson(payload))
      if (change.success) tell(change.data)
      else log.warn({ payload }, 'a change was announced that this version does not know')
    },
    () => tell({ type: 'resync' }),
  )
  return {
    async announce(tx, ...changes) {
      const calls = changes.map((change) => {
        const payload = JSON.stringify(change satisfies z.infer<typeof announcement>)
        return sql`pg_notify(${CHANNEL}, ${payload})`
      })
      await tx.execute(sql`select ${sql.join(calls, sql`, `)}`)
    },
    subscribe(listener) {
      // A wrapper of its own, so that one function subscribed twice is two subscriptions.
      const subscription = (change: Change) => listener(change)
      listeners.add(subscription)
      return () => {
        listeners.delete(subscription)
      }
    },
    async close() {
      listeners.clear()
      await stop()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not ours: told as unknown by the caller.
    return undefined
  }
}

import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '#lib/log.ts'
import { type Database, SESSION_LOCK } from './client.ts'

interface Subscription {
  channel: string
  onNotify: (payload: string) => void
  onGap: () => void
}

/** How often the connection is asked whether it is still there: a peer that vanished without a word is else never noticed. */
const PROBE_MS = 15_000
const LONGEST_WAIT_MS = 10_000

/**
 * One connection of its own that listens for all channels, opened with the first, and holds the lock that says that
 * this process lives. When it breaks it is opened again,
 * for as long as it takes, and every subscriber is told that it may have missed something.
 */
export function createListener(
  databaseUrl: string,
  sessionId: number,
  log: Log,
): { listen: Database['listen']; close(): Promise<void> } {
  const subscriptions = new Set<Subscription>()
  const closed = new AbortController()
  let connection: Promise<pg.Client> | undefined

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'bunch listener',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
    })
    const probe = setInterval(() => {
      client.query('select 1').catch((error: unknown) => lost(error))
    }, PROBE_MS)
    probe.unref()
    let alive = true
    let established = false
    const lost = (error: unknown) => {
      if (!alive) return
      alive = false
      clearInterval(probe)
      client.end().catch((cause: unknown) => log.debug({ err: cause }, 'closing a broken connection failed'))
      if (closed.signal.aborted || !established) return
      log.warn({ err: error }, 'the connection that listens to the database broke')
      connection = reconnect()
    }
    client.on('error', lost)
    client.on('end', () => lost(new Error('the server closed the connection')))
    client.on('notification', ({ channel, payload }) => {
      for (const subscription of subscriptions) {
        if (subscription.channel === channel) subscription.onNotify(payload ?? '')
      }
    })
    try {
      await client.connect()
      // Shared, so that a new connection need not wait until the server has noticed that the old one is gone.
      await client.query('select pg_advisory_lock_shared($1, $2)', [SESSION_LOCK, sessionId])
      for (const channel of new Set([...subscriptions].map((subscription) => subscription.channel))) {
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
    } catch (error) {
      lost(error)
      throw error
    }
    established = true
    return client
  }

  async function reconnect(): Promise<pg.Client> {
    for (let wait = 100; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await sleep(wait, undefined, { signal: closed.signal })
      try {
        const client = await connect()
        for (const subscription of subscriptions) subscription.onGap()
        return client
      } catch (error) {
        if (closed.signal.aborted) throw error
        log.warn({ err: error }, 'the database cannot be listened to; trying again')
      }
    }
  }

  return {
    async listen(channel, onNotify, onGap) {
      const subscription = { channel, onNotify, onGap }
      subscriptions.add(subscription)
      try {
        connection ??= connect()
        const client = await connection
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      } catch (error) {
        subscriptions.delete(subscription)
        connection = undefined
        throw error
      }
      // The connection goes on listening: a channel without subscribers costs nothing.
      return async () => {
        subscriptions.delete(subscription)
      }
    },
    async close() {
      closed.abort()
      const client = await connection?.catch(() => undefined)
      await client?.end()
    },
  }
}

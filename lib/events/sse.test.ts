import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { createLog } from '#lib/log.ts'
import type { Studio } from '#lib/studio.ts'
import type { Change } from './bus.ts'
import { createHub, type Hub, type Listener } from './hub.ts'
import type { StudioEvent } from './schema.ts'
import { eventStream, MAX_WAITING_BYTES } from './sse.ts'

// The database is out of reach here: what is tested is how streams and the hub behave when things go wrong.
const db = {
  select() {
    throw new Error('the database is away')
  },
} as unknown as Db
const log = createLog('silent')
/** Generous: other work on the machine must not fail a test. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, 30_000)
const studio = { db, log, now: () => new Date(), events: undefined as unknown as Studio['events'] }

// The queue's state and the changed runs: two empty answers are enough for a stream to begin.
const rows = Object.assign(Promise.resolve([]), {
  from: () => rows,
  innerJoin: () => rows,
  where: () => rows,
  groupBy: () => rows,
  orderBy: () => rows,
  limit: () => rows,
})
const quiet = {
  ...studio,
  db: { select: () => rows, execute: async () => ({ rows: [] }) } as unknown as Db,
}

let tell: (change: Change) => void
const listeners = new Set<Listener>()
const viewer = actorOf(crypto.randomUUID())
const params = () => ({
  viewer,
  recheck: async () => true,
  lastEventId: null,
  signal: new AbortController().signal,
})
const openHub: Hub = {
  join(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

beforeEach(() => {
  vi.useFakeTimers()
  listeners.clear()
  studio.events = {
    announce: async () => undefined,
    subscribe(listener) {
      tell = listener
      return () => undefined
    },
    close: async () => undefined,
  }
})
afterEach(() => vi.useRealTimers())

it('ends a stream that cannot begin, and leaves no timer behind that would write to it', async () => {
  const stream = eventStream(studio, openHub, params())
  const text = await new Response(stream).text()
  expect(text).toBe('retry: 1000\n\n')
  expect(listeners.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

it('ends the stream of a browser that does not read, with a bounded memory', async () => {
  const stream = eventStream(quiet, openHub, params())
  await soon(() => expect(listeners.size).toBe(1))
  await vi.advanceTimersByTimeAsync(100)
  const queued = Array.from({ length: 200 }, () => crypto.randomUUID())
  const event: StudioEvent = { type: 'queue', queue: { running: 0, queued, queuedTotal: 200, paused: null } }
  const bytes = JSON.stringify(event).length
  for (let sent = 0; sent < 4 * MAX_WAITING_BYTES; sent += bytes) {
    for (const { send } of listeners) send(event)
  }
  expect(listeners.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
  const kept = (await new Response(stream).arrayBuffer()).byteLength
  expect(kept).toBeLessThan(MAX_WAITING_BYTES + 2 * bytes + 1000)
})

it('ends with the session that it was opened with, at the next heartbeat at the latest', async () => {
  let mayListen = true
  const recheck = async () => mayListen
  const stream = eventStream(quiet, openHub, { ...params(), recheck })
  await soon(() => expect(listeners.size).toBe(1))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(listeners.size).toBe(1)
  mayListen = false
  await vi.advanceTimersByTimeAsync(20_000)
  expect(listeners.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
  expect(await new Response(stream).text()).toMatch(/: heartbeat\n\n$/)
})

it('ends where nobody can say whether the session still lasts', async () => {
  const recheck = async () => {
    throw new Error('the database is away')
  }
  eventStream(quiet, openHub, { ...params(), recheck })
  await soon(() => expect(listeners.size).toBe(1))
  for (const listener of listeners) listener.recheck()
  await soon(() => expect(listeners.size).toBe(0))
})

it('goes on telling the others when one listener fails', async () => {
  const hub = createHub(studio)
  const met: StudioEvent['type'][] = []
  const recheck = () => undefined
  const broken = () => {
    throw new Error('this stream is broken')
  }
  hub.join({ viewer, recheck, send: broken })
  hub.join({ viewer, recheck, send: (event) => met.push(event.type) })
  // The run cannot be read, so everybody is told to fetch afresh, from inside the failure's own handler.
  tell({ type: 'generation', id: crypto.randomUUID() })
  await soon(() => expect(met).toEqual(['reset']))
  tell({ type: 'generation', id: crypto.randomUUID() })
  await soon(() => expect(met).toEqual(['reset', 'reset']))
})

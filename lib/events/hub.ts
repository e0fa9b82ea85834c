import 'server-only'
import { generationById } from '#lib/generations/data.ts'
import { queueState } from '#lib/queue/state.ts'
import type { Studio } from '#lib/studio.ts'
import type { StudioEvent } from './schema.ts'

export interface Hub {
  /** Calls back with every event. Returns the way to stop. */
  join(listener: (event: StudioEvent) => void): () => void
}

/** For so long a passing state waits for the next: a picture made at once is told once, not in every step. */
const PASSING_MS = 150

/** The queue's state is sent at most this often: with many pictures under way it changes all the time. */
const QUEUE_EVERY_MS = 100

// One hub a process, however often Next evaluates this module.
const holder = globalThis as typeof globalThis & { bunchHub?: Hub }

/** The process's hub; there once the studio is open. */
export function hub(): Hub {
  if (!holder.bunchHub) throw new Error('the event hub was not created: the studio is not open')
  return holder.bunchHub
}

/**
 * Turns changes (ids) into events (states): each changed run is read once, however many browsers listen and however
 * often it changed in the meantime.
 */
export function createHub(studio: Pick<Studio, 'db' | 'events' | 'log'>): Hub {
  const listeners = new Set<(event: StudioEvent) => void>()
  const changed = new Set<string>()
  let reading = false
  let queueDue = false

  const broadcast = (event: StudioEvent) => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // One broken stream must not keep the news from the others, nor end the process.
        listeners.delete(listener)
        studio.log.error({ err: error }, 'an event stream failed and was let go')
      }
    }
  }
  const readChanged = async () => {
    if (reading) return
    reading = true
    try {
      while (changed.size > 0) {
        const [id] = changed
        if (id === undefined) break
        changed.delete(id)
        const generation = await generationById(studio.db, id)
        if (generation) broadcast({ type: 'generation', generation })
      }
    } catch (error) {
      studio.log.error({ err: error }, 'an event could not be read; browsers are told to fetch afresh')
      changed.clear()
      broadcast({ type: 'reset' })
    } finally {
      reading = false
    }
  }
  const sendQueue = async () => {
    queueDue = false
    try {
      broadcast({ type: 'queue', queue: await queueState(studio.db) })
    } catch (error) {
      studio.log.error({ err: error }, 'the state of the queue could not be read')
    }
  }

  studio.events.subscribe((change) => {
    if (listeners.size === 0) return
    if (change.type === 'generation') {
      changed.add(change.id)
      if (change.passing) setTimeout(readChanged, PASSING_MS)
      else void readChanged()
    } else if (change.type === 'queue') {
      if (!queueDue) setTimeout(sendQueue, QUEUE_EVERY_MS)
      queueDue = true
    } else if (change.type === 'resync') {
      broadcast({ type: 'reset' })
    }
  })

  holder.bunchHub = {
    join(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return holder.bunchHub
}

import 'server-only'
import { generationById, maySeeRun } from '#lib/generations/data.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { queueFor, queueState } from '#lib/queue/state.ts'
import type { Studio } from '#lib/studio.ts'
import type { StudioEvent } from './schema.ts'

/** One open stream. */
export interface Listener {
  /** Who listens: what they may not see is not told. */
  viewer: Viewer
  /** Gets every event for this person. */
  send: (event: StudioEvent) => void
  /** Something about the person's account or sessions changed: whether they may still listen is to be asked again. */
  recheck: () => void
}

export interface Hub {
  /** Returns the way to stop. */
  join(listener: Listener): () => void
}

/** For so long a passing state waits for the next: a picture made at once is told once, not in every step. */
const PASSING_MS = 150

/** The queue's state is sent at most this often: with many pictures under way it changes all the time. */
const QUEUE_EVERY_MS = 100

/** The same for the request to fetch afresh: an act on ten thousand pictures comes in parts. */
const RESET_EVERY_MS = 1_000

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
  const listeners = new Set<Listener>()
  /** Runs to read, each with whether it went out of some people's sight since it was read last. */
  const changed = new Map<string, { hidden: boolean }>()
  let reading = false
  let queueDue = false
  let resetDue = false

  /** Sends each listener what is theirs to know: nothing, where it is `null`. */
  const broadcast = (eventFor: (viewer: Viewer) => StudioEvent | null) => {
    for (const listener of listeners) {
      try {
        const event = eventFor(listener.viewer)
        if (event) listener.send(event)
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
        const [next] = changed
        if (next === undefined) break
        const [id, { hidden }] = next
        changed.delete(id)
        const generation = await generationById(studio.db, id)
        if (generation) broadcast((viewer) => eventOf(viewer, generation, hidden))
      }
    } catch (error) {
      studio.log.error({ err: error }, 'an event could not be read; browsers are told to fetch afresh')
      changed.clear()
      broadcast(() => ({ type: 'reset' }))
    } finally {
      reading = false
    }
  }
  const sendQueue = async () => {
    queueDue = false
    try {
      const state = await queueState(studio.db)
      broadcast((viewer) => ({ type: 'queue', queue: queueFor(viewer, state) }))
    } catch (error) {
      studio.log.error({ err: error }, 'the state of the queue could not be read')
    }
  }

  const sendReset = () => {
    resetDue = false
    broadcast(() => ({ type: 'reset' }))
  }

  const recheck = (concerns: (viewer: Viewer) => boolean) => {
    for (const listener of listeners) if (concerns(listener.viewer)) listener.recheck()
  }

  studio.events.subscribe((change) => {
    if (listeners.size === 0) return
    if (change.type === 'hidden') {
      // Read in turn with the others, so that no state read before it is told after it.
      changed.set(change.generationId, { hidden: true })
      void readChanged()
    } else if (change.type === 'generation') {
      changed.set(change.id, changed.get(change.id) ?? { hidden: false })
      if (change.passing) setTimeout(readChanged, PASSING_MS)
      else void readChanged()
    } else if (change.type === 'queue') {
      if (!queueDue) setTimeout(sendQueue, QUEUE_EVERY_MS)
      queueDue = true
    } else if (change.type === 'many') {
      if (!resetDue) setTimeout(sendReset, RESET_EVERY_MS)
      resetDue = true
    } else if (change.type === 'board') {
      const { id: boardId, to } = change
      broadcast(({ personId }) => (to === null || to.includes(personId) ? { type: 'board', boardId } : null))
    } else if (change.type === 'list') {
      const { list, to } = change
      broadcast(({ personId }) => (to === null || to.includes(personId) ? { type: 'list', list } : null))
    } else if (change.type === 'hearts') {
      const { personId, imageIds, favourite } = change
      broadcast((viewer) => (viewer.personId === personId ? { type: 'hearts', imageIds, favourite } : null))
    } else if (change.type === 'person') {
      recheck((viewer) => viewer.personId === change.id)
    } else if (change.type === 'resync') {
      broadcast(() => ({ type: 'reset' }))
      recheck(() => true)
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

/** What a person is told of a run that changed. Others learn nothing of one that they may not see, but that it is gone. */
function eventOf(viewer: Viewer, generation: GenerationDto, hidden: boolean): StudioEvent | null {
  if (maySeeRun(viewer, generation)) return { type: 'generation', generation }
  return hidden ? { type: 'hidden', generationId: generation.id, at: generation.changedAt } : null
}

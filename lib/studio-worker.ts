import 'server-only'
import { beat, PULSE, type Pulse, signOff } from '#lib/db/instances.ts'
import {
  type GenerateContext,
  generateImage,
  type InHandPicture,
} from '#lib/generations/generate.job.handler.ts'
import { recover, resumeGateway, sendMissingThumbs, sendStranded } from '#lib/generations/recovery.ts'
import { makeThumbsOf } from '#lib/images/thumbs.job.handler.ts'
import { cancelledCalls } from '#lib/images/worker.data.ts'
import type { Studio } from '#lib/studio.ts'
import { emptyDue } from '#lib/trash/purge.ts'

/**
 * Thumbnails in parallel. Their widths are encoded side by side, on the same few threads that write files; pictures on
 * their way home come first, and a browser that shows one has its thumbnails made at once anyway.
 */
const THUMBS_AT_ONCE = 1

/** Between looks for pictures that wait without a job. */
const STRANDED_EVERY_MS = 60_000

/** Between looks for what has lain in the trash for long enough. The first is soon after the start. */
const TRASH_EVERY_MS = 3_600_000

export interface Worker {
  /** Takes nothing new, lets running calls finish for `graceMs`, stops what is left, and signs the process out. */
  drain(graceMs: number): Promise<void>
}

/**
 * Starts this process's part of the work: puts right what the last stop left, then takes jobs. Calls to the gateway run
 * in parallel up to `BUNCH_CONCURRENCY` over all processes.
 */
export async function startWorker(
  studio: Studio,
  options: { pulse?: Pulse; onStep?: GenerateContext['onStep'] } = {},
): Promise<Worker> {
  const pulse = options.pulse ?? PULSE
  const stop = new AbortController()
  const running = new Set<InHandPicture>()
  const context: GenerateContext = { ...studio, stopping: stop.signal, running, onStep: options.onStep }
  const inHand = {
    isInHand: (imageId: string) => [...running].some((picture) => picture.imageId === imageId),
    unusable: new Set<string>(),
    pulse,
  }
  const cancel = (imageId: string) => {
    for (const picture of running) {
      if (picture.imageId === imageId) picture.stop.abort(new Error('cancelled by a person'))
    }
  }

  await beat(studio.db, studio.instanceId)
  await recover(studio, inHand)
  await sendMissingThumbs(studio)
  // A start is also the moment at which a new key or a paid bill takes effect.
  await resumeGateway(studio)

  const unsubscribe = studio.events.subscribe((change) => {
    if (change.type === 'cancel') cancel(change.imageId)
  })
  await studio.queue.work('generate-image', studio.env.BUNCH_CONCURRENCY, (id) => generateImage(context, id))
  await studio.queue.work('make-thumbs', THUMBS_AT_ONCE, (id) => makeThumbsOf(studio, id))

  let draining = false
  let checkedAt = Date.now()
  let emptiedAt = 0
  const lookAfter = async () => {
    // The announcement of a cancellation may have been missed.
    for (const imageId of await cancelledCalls(studio.db, studio.instanceId)) cancel(imageId)
    if (draining) return
    await recover(studio, inHand)
    if (Date.now() - checkedAt < STRANDED_EVERY_MS) return
    checkedAt = Date.now()
    await sendStranded(studio)
    if (Date.now() - emptiedAt < TRASH_EVERY_MS) return
    emptiedAt = Date.now()
    await emptyDue(studio)
  }
  const failed = (error: unknown) =>
    studio.log.error({ err: error }, 'the worker could not look after its work; it tries again')
  let beating = Promise.resolve()
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    beating = beat(studio.db, studio.instanceId).catch(failed)
    // One after the other, however long one takes.
    looking ??= lookAfter()
      .catch(failed)
      .finally(() => {
        looking = undefined
      })
  }, pulse.everyMs)

  return {
    async drain(graceMs) {
      // Goes on saying that it lives: other processes would take over what it still finishes.
      draining = true
      const overdue = setTimeout(() => stop.abort(new Error('the process stops')), graceMs)
      // The queue waits a little longer than the calls, so that their ends are still written down.
      await studio.queue.stop(graceMs + 5_000)
      clearTimeout(overdue)
      clearInterval(timer)
      await Promise.all([beating, looking])
      unsubscribe()
      await signOff(studio.db, studio.instanceId)
    },
  }
}

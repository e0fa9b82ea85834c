import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { aliveInstances, type Pulse } from '#lib/db/instances.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { gatewayPause, unpauseGateway } from '#lib/gateway/pause.ts'
import { finishAttempt, imageOfAttempt, openAttempt } from '#lib/images/attempts.mutations.ts'
import { cancelImageRow, failImage, type ImageRow, requeueImage } from '#lib/images/mutations.ts'
import {
  generationOf,
  imagesWithoutThumbs,
  isQueueStranded,
  lockOrphans,
  waitingImages,
} from '#lib/images/worker.data.ts'
import type { Studio } from '#lib/studio.ts'
import { touchGeneration } from './mutations.ts'
import { type Arrived, attemptOfStaged, storeResult } from './store-result.ts'

/** What must be left alone: the work that living processes have in hand. */
export interface InHand {
  /** Whether this process has a picture in hand, now. */
  isInHand: (imageId: string) => boolean
  /** Staged names that this process has found to be of no use, and looks at no more. */
  unusable: Set<string>
  pulse: Pulse
}

/**
 * Puts right what dead processes left behind; run at the start and every now and then. Nothing is called or paid for:
 * bytes that arrived are committed, links that came are downloaded, calls never made are queued again, and calls that
 * were under way end as `outcome_unknown` for a person to decide.
 */
export async function recover(studio: Studio, inHand: InHand): Promise<void> {
  await commitStaged(studio, inHand)
  await takeBackOrphans(studio, inHand)
}

/** Finished bytes whose row was not committed: the crash fell between the two. */
async function commitStaged(studio: Studio, inHand: InHand): Promise<void> {
  for (const { attemptId: stagedId, sha256, size } of await studio.blobs.staged()) {
    if (inHand.unusable.has(stagedId)) continue
    const attemptId = attemptOfStaged(stagedId)
    const owner = attemptId && (await studio.db.transaction((tx) => imageOfAttempt(tx, attemptId)))
    if (!owner) {
      // Of another database, or of a later state of this one: not ours to throw away.
      inHand.unusable.add(stagedId)
      studio.log.warn(
        { stagedId },
        'there are bytes of a call that is not on record; they are left where they are',
      )
      continue
    }
    const { image, attempt } = owner
    if (inHand.isInHand(image.id)) continue
    if (image.status === 'running' && image.instanceId !== null && image.instanceId !== studio.instanceId) {
      if ((await aliveInstances(studio.db, inHand.pulse)).includes(image.instanceId)) continue
    }
    const known = stagedId === attemptId && attempt.outcome === 'succeeded'
    if (!known && !(await commit(studio, inHand, { image, attemptId: attempt.id, stagedId, sha256, size })))
      continue
    await studio.blobs.unstage(stagedId)
  }
}

/** False where the bytes stay staged, since they are somebody's money. */
async function commit(
  studio: Studio,
  inHand: InHand,
  arrived: Omit<Arrived, 'image' | 'generation' | 'end'> & { image: ImageRow },
): Promise<boolean> {
  const { image, attemptId, stagedId } = arrived
  try {
    const generation = await generationOf(studio.db, image.generationId)
    await storeResult(studio, { ...arrived, generation, end: { untimed: true } })
    studio.log.info({ imageId: image.id, attemptId }, 'recovered a picture that had arrived before the stop')
    return true
  } catch (error) {
    // What no decoder reads now, none will the next time. Anything else (a database that is away) may pass.
    if (error instanceof GatewayError) inHand.unusable.add(stagedId)
    studio.log.error({ err: error, stagedId }, 'a picture that had arrived could not be recovered')
    return false
  }
}

/** Pictures that say they are running, held by nobody. */
async function takeBackOrphans(studio: Studio, inHand: InHand): Promise<void> {
  const aliveInstanceIds = await aliveInstances(studio.db, inHand.pulse)
  await studio.db.transaction(async (tx) => {
    const { instanceId } = studio
    for (const image of await lockOrphans(tx, {
      aliveInstanceIds,
      instanceId,
      isInHand: inHand.isInHand,
    })) {
      await takeBack(studio, tx, image)
    }
  })
}

async function takeBack(studio: Studio, tx: Tx, image: ImageRow): Promise<void> {
  const now = studio.now()
  const attempt = await openAttempt(tx, image.id)
  const resumeUrl = attempt?.resultUrl ?? image.resumeUrl
  if (image.cancelRequestedAt) {
    const billed = resumeUrl !== null ? 'yes' : attempt ? 'unknown' : 'no'
    if (attempt) await finishAttempt(tx, attempt.id, { outcome: 'cancelled', billed, now, untimed: true })
    await cancelImageRow(tx, image.id, billed, now)
  } else if (attempt && resumeUrl === null) {
    await finishAttempt(tx, attempt.id, {
      outcome: 'outcome_unknown',
      billed: 'unknown',
      message: 'The studio stopped during the call.',
      now,
      untimed: true,
    })
    const failure = { kind: 'outcome_unknown', billed: 'unknown', message: null, param: null } as const
    await failImage(tx, image.id, { failure, resultUrl: null, now })
  } else {
    await requeueImage(tx, image.id, { resumeUrl })
    await studio.queue.send(tx, { kind: 'generate-image', imageId: image.id }, { turn: image.turn })
  }
  await touchGeneration(tx, image.generationId, now)
  await studio.events.announce(tx, { type: 'generation', id: image.generationId }, { type: 'queue' })
  studio.log.info(
    { imageId: image.id, paid: attempt !== null },
    'took back a picture that a stopped process held',
  )
}

/** Sends the jobs of all waiting pictures again: a job more is harmless, for the row decides. */
async function sendWaiting(studio: Studio, tx: Tx): Promise<void> {
  for (const { id, turn, notBefore } of await waitingImages(tx)) {
    const startAfter = notBefore ?? undefined
    await studio.queue.send(
      tx,
      { kind: 'generate-image', imageId: id },
      { turn, ...(startAfter && { startAfter }) },
    )
  }
}

/** For how long nothing may run while something waits, in milliseconds. */
const STRANDED_MS = 60_000

/**
 * Sends the jobs of waiting pictures again where nothing runs and something has been waiting for a minute: their jobs
 * must have got lost (given up after too many errors, say). The rows promise that they run.
 */
export async function sendStranded(studio: Studio): Promise<void> {
  const since = new Date(studio.now().getTime() - STRANDED_MS)
  await studio.db.transaction(async (tx) => {
    if ((await gatewayPause(tx)) || !(await isQueueStranded(tx, since))) return
    studio.log.warn('pictures wait and nothing runs: their jobs are sent again')
    await sendWaiting(studio, tx)
  })
}

/** Lets calls to the gateway go on after somebody has put the key or the account right. */
export async function resumeGateway(studio: Studio): Promise<void> {
  // In a transaction of its own: whoever still finds the pause, and uses up a job, committed its picture before the
  // next one reads who waits.
  await studio.db.transaction((tx) => unpauseGateway(tx))
  await studio.db.transaction(async (tx) => {
    await sendWaiting(studio, tx)
    await studio.events.announce(tx, { type: 'queue' })
  })
}

/** Sends the jobs of succeeded pictures that have no thumbnails yet. */
export async function sendMissingThumbs(studio: Studio): Promise<void> {
  await studio.db.transaction(async (tx) => {
    for (const imageId of await imagesWithoutThumbs(tx)) {
      await studio.queue.send(tx, { kind: 'make-thumbs', imageId })
    }
  })
}

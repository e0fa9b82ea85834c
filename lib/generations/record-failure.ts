import 'server-only'
import { BlobStoreFullError } from '#lib/blob-store/blob-store.ts'
import type { Tx } from '#lib/db/client.ts'
import { failurePolicy, GatewayError } from '#lib/gateway/errors.ts'
import { pauseGateway } from '#lib/gateway/pause.ts'
import {
  type AttemptEnd,
  type AttemptRow,
  finishAttempt,
  openAttempt,
} from '#lib/images/attempts.mutations.ts'
import {
  cancelImageRow,
  type Failure,
  failImage,
  type ImageRow,
  lockImage,
  postponeImage,
  requeueImage,
} from '#lib/images/mutations.ts'
import type { Studio } from '#lib/studio.ts'
import { touchGeneration } from './mutations.ts'
import { automaticRetryMs } from './retry-policy.ts'

/** The row says that this picture is not ours to call for (any more): nothing was sent. */
export class NotOursError extends Error {}

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'now' | 'log'> & { stopping: AbortSignal }

/** What a failure means for the picture, before retries are considered. */
function toFailure(thrown: unknown, image: ImageRow, attempt: AttemptRow | null): Failure {
  if (thrown instanceof GatewayError) {
    // Our own words follow from the kind, in the person's language: only what others said is kept.
    const { param, modelText, gatewayWords } = thrown.details
    const { billed } = failurePolicy(thrown.kind)
    return { kind: thrown.kind, billed, message: modelText ?? gatewayWords ?? null, param: param ?? null }
  }
  // Our own fault. After a call the picture may be paid for; with its link on record, or bytes that found no room, it
  // certainly was made.
  const full = thrown instanceof BlobStoreFullError
  const called = attempt !== null || image.resumeUrl !== null
  const made = full || linkOf(image, attempt) !== null
  return {
    kind: full ? 'storage_full' : 'internal',
    billed: called ? (made ? 'yes' : 'unknown') : 'no',
    message: null,
    param: null,
  }
}

/** Where the picture of a call that was answered can be downloaded. */
const linkOf = (image: ImageRow, attempt: AttemptRow | null) => attempt?.resultUrl ?? image.resumeUrl

function attemptEnd(thrown: unknown, failure: Failure): AttemptEnd {
  if (!(thrown instanceof GatewayError)) return { outcome: 'internal', billed: failure.billed }
  const { status, requestId, resultUrl, reason } = thrown.details
  return {
    outcome: thrown.kind,
    billed: failure.billed,
    message: failure.message ?? reason ?? null,
    ...(status === undefined ? {} : { httpStatus: status }),
    ...(requestId === undefined ? {} : { gatewayRequestId: requestId }),
    ...(resultUrl === undefined ? {} : { resultUrl }),
  }
}

/**
 * Writes down how a call failed and what follows: an automatic retry, an end with words, a stop of the whole queue where
 * the key or the account is at fault, or a cancellation. One transaction, whatever the case.
 */
export async function recordFailure(context: Context, claimed: ImageRow, thrown: unknown): Promise<void> {
  const log = context.log.child({ imageId: claimed.id, generationId: claimed.generationId })
  if (thrown instanceof GatewayError) {
    // Links open what they lead to, and may hold whatever the gateway put there: the log names their host only.
    const { cause, resultUrl, ...details } = thrown.details
    const linkHost = resultUrl === undefined ? undefined : URL.parse(resultUrl)?.host
    log.warn({ kind: thrown.kind, ...details, linkHost, cause: String(cause) }, thrown.message)
  } else if (thrown instanceof NotOursError) {
    log.info(thrown.message)
  } else {
    log.error({ err: thrown }, 'a picture failed inside the studio')
  }
  await context.db.transaction(async (tx) => {
    const now = context.now()
    const image = await lockImage(tx, claimed.id)
    // Another process may have taken it over, if this one stood still for so long that it seemed dead.
    if (image?.status !== 'running' || image.instanceId !== claimed.instanceId) return
    const attempt = await openAttempt(tx, image.id)
    const failure = toFailure(thrown, image, attempt)
    const link = linkOf(image, attempt)
    if (image.cancelRequestedAt) await endCancelled(tx, image, attempt, failure, now)
    else if (context.stopping.aborted && (attempt === null || link !== null)) {
      // Not called for yet, or only to be downloaded: the next start goes on.
      await requeueImage(tx, image.id, { resumeUrl: link })
      await context.queue.send(tx, { kind: 'generate-image', imageId: image.id }, { turn: image.turn })
    } else {
      if (attempt) await finishAttempt(tx, attempt.id, { ...attemptEnd(thrown, failure), now })
      await endFailed(context, tx, image, { thrown, failure, attempt, now })
    }
    await touchGeneration(tx, image.generationId, now)
    await context.events.announce(tx, { type: 'generation', id: image.generationId }, { type: 'queue' })
  })
}

async function endCancelled(
  tx: Tx,
  image: ImageRow,
  attempt: AttemptRow | null,
  failure: Failure,
  now: Date,
) {
  const billed = attempt !== null ? failure.billed : image.resumeUrl === null ? 'no' : 'yes'
  if (attempt) await finishAttempt(tx, attempt.id, { outcome: 'cancelled', billed, now })
  await cancelImageRow(tx, image.id, billed, now)
}

async function endFailed(
  context: Context,
  tx: Tx,
  image: ImageRow,
  end: { thrown: unknown; failure: Failure; attempt: AttemptRow | null; now: Date },
): Promise<void> {
  const { thrown, failure, now } = end
  const error = thrown instanceof GatewayError ? thrown : null
  const retryMs = error ? automaticRetryMs(error, image.autoRetries) : null
  if (retryMs !== null) {
    const notBefore = new Date(now.getTime() + retryMs)
    await postponeImage(tx, image.id, { failure, notBefore })
    const { turn } = image
    await context.queue.send(
      tx,
      { kind: 'generate-image', imageId: image.id },
      { turn, startAfter: notBefore },
    )
    return
  }
  const resultUrl = error?.details.resultUrl ?? end.attempt?.resultUrl ?? null
  await failImage(tx, image.id, { failure, resultUrl, now })
  if (error && failurePolicy(error.kind).stopsQueue) {
    await pauseGateway(tx, { kind: error.kind, message: failure.message, since: now.toISOString() })
  }
}

import 'server-only'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import type { generations } from '#lib/db/schema/schema.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { inspectImage } from '#lib/images/inspect.ts'
import { type AttemptEnd, completeImage, finishAttempt, type ImageRow } from '#lib/images/mutations.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import type { Studio } from '#lib/studio.ts'
import { differsFromAsked } from './expected-size.ts'
import { touchGeneration } from './mutations.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'queue' | 'events' | 'now'>

export interface Arrived {
  image: Pick<ImageRow, 'id'>
  generation: typeof generations.$inferSelect
  attemptId: string
  sha256: string
  size: number
  /** How the call is recorded. */
  end: Omit<AttemptEnd, 'outcome' | 'billed'>
}

/**
 * Commits a picture whose bytes are staged: gives them their content address, reads what they really are, and then lets
 * the row say so. Safe to repeat after a crash at any point. The staged name is the caller's to remove.
 *
 * @throws GatewayError `no_image` where the bytes are no picture that can be read.
 */
export async function storeResult(
  studio: Context,
  arrived: Arrived,
  onPromoted?: () => Promise<void>,
): Promise<void> {
  const { image, generation, attemptId, sha256 } = arrived
  await studio.blobs.promote(attemptId, sha256)
  await onPromoted?.()
  const real = await studio.blobs
    .withFile(blobKeys.original(sha256), (path) => inspectImage(path))
    .catch((cause: unknown) => {
      throw new GatewayError(
        'no_image',
        'The file that the gateway sent is not a picture that can be read.',
        { cause },
      )
    })
  const asked = {
    ratio: RATIO_CHOICES.find((ratio) => ratio === generation.ratio) ?? 'auto',
    tier: TIERS.find((tier) => tier === generation.tier) ?? null,
  }
  const expected = { width: generation.expectedWidth, height: generation.expectedHeight }
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const { mime, width, height } = real
    const mismatch = differsFromAsked(asked, expected, real)
    await completeImage(tx, image.id, { sha256, bytes: arrived.size, mime, width, height, mismatch }, now)
    await finishAttempt(tx, attemptId, { ...arrived.end, outcome: 'succeeded', billed: 'yes', now })
    await touchGeneration(tx, generation.id, now)
    await studio.queue.send(tx, { kind: 'make-thumbs', imageId: image.id })
    await studio.events.announce(tx, { type: 'generation', id: generation.id })
    await studio.events.announce(tx, { type: 'queue' })
  })
}

import 'server-only'
import { createHash } from 'node:crypto'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import type { generations } from '#lib/db/schema/schema.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { type AttemptEnd, finishAttempt } from '#lib/images/attempts.mutations.ts'
import { inspectImage } from '#lib/images/inspect.ts'
import { completeImage, type ImageRow, insertFurtherImage, lockImageForBytes } from '#lib/images/mutations.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import type { Studio } from '#lib/studio.ts'
import { differsFromAsked } from './expected-size.ts'
import { touchGeneration } from './mutations.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'queue' | 'events' | 'now'>

export interface Arrived {
  image: Pick<ImageRow, 'id'>
  generation: typeof generations.$inferSelect
  attemptId: string
  /** The name the bytes are staged under: the attempt's id, or `besideId` of a further picture of its answer. */
  stagedId: string
  sha256: string
  size: number
  /** How the call is recorded. */
  end: Omit<AttemptEnd, 'outcome' | 'billed'>
}

/** The staged name of a further picture of an attempt's answer. */
export const besideId = (attemptId: string, place: number) => `${attemptId}-${place}`

/** The attempt that a staged name belongs to; `null` for a name that is none of ours. */
export function attemptOfStaged(stagedId: string): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d+)?$/.exec(stagedId)?.[1] ?? null
}

/**
 * Commits a picture whose bytes are staged: gives them their content address, reads what they really are, and then lets
 * the row say so. Safe to repeat after a crash at any point, and by two processes at once. The staged name is the
 * caller's to remove.
 *
 * What has no row of its own (a further picture of an answer, or bytes that come home when a later call has already made
 * the picture) is added to the run as one more picture: somebody has paid for it.
 *
 * @throws GatewayError `no_image` where the bytes are no picture that can be read.
 */
export async function storeResult(
  studio: Context,
  arrived: Arrived,
  onPromoted?: () => Promise<void>,
): Promise<void> {
  const { generation, attemptId, stagedId, sha256 } = arrived
  await studio.blobs.promote(stagedId, sha256)
  await onPromoted?.()
  const real = await inspectPromoted(studio, stagedId, sha256)
  const asked = {
    ratio: RATIO_CHOICES.find((ratio) => ratio === generation.ratio) ?? 'auto',
    tier: TIERS.find((tier) => tier === generation.tier) ?? null,
  }
  const expected = { width: generation.expectedWidth, height: generation.expectedHeight }
  const { mime, width, height } = real
  const mismatch = differsFromAsked(asked, expected, real)
  const asset = { sha256, bytes: arrived.size, mime, width, height, mismatch }
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const image = await lockImageForBytes(tx, arrived.image.id, sha256)
    if (!image) throw new Error(`bytes of a picture that does not exist: ${arrived.image.id}`)
    const asItself = stagedId === attemptId && image.status !== 'succeeded'
    if (asItself) await completeImage(tx, image.id, asset, now)
    if (stagedId === attemptId) {
      await finishAttempt(tx, attemptId, { ...arrived.end, outcome: 'succeeded', billed: 'yes', now })
    }
    // First this, which locks the run: two pictures must not find the same next place in it.
    await touchGeneration(tx, generation.id, now)
    const id = asItself ? image.id : idOf(stagedId)
    if (!asItself && image.sha256 !== sha256) await insertFurtherImage(tx, { id, beside: image, asset, now })
    await studio.queue.send(tx, { kind: 'make-thumbs', imageId: id })
    await studio.events.announce(tx, { type: 'generation', id: generation.id }, { type: 'queue' })
  })
  await promoteAgain(studio, stagedId, sha256)
}

/** What the bytes really are. @throws GatewayError `no_image` */
async function inspectPromoted(studio: Context, stagedId: string, sha256: string) {
  const inspect = () => studio.blobs.withFile(blobKeys.original(sha256), (path) => inspectImage(path))
  try {
    return await inspect().catch(async (error: unknown) => {
      if (!(await promoteAgain(studio, stagedId, sha256))) throw error
      return inspect()
    })
  } catch (cause) {
    const message = 'The file that the gateway sent is not a picture that can be read.'
    throw new GatewayError('no_image', message, { cause })
  }
}

/**
 * Until the row says that a picture has these bytes, the trash may be emptied of another one with the same: they are still
 * staged, and are put back. Once it says so nobody removes them.
 *
 * @returns whether they had gone
 */
async function promoteAgain(studio: Context, stagedId: string, sha256: string): Promise<boolean> {
  if (await studio.blobs.stat(blobKeys.original(sha256))) return false
  await studio.blobs.promote(stagedId, sha256)
  return true
}

/** The same picture id for the same staged name, so that committing it twice adds it once. */
function idOf(stagedId: string): string {
  const hex = createHash('sha256').update(stagedId).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

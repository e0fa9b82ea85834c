import 'server-only'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { visibleGeneration } from '#lib/generations/data.ts'
import { nextTurn, referenceIdsOf, touchGeneration } from '#lib/generations/mutations.ts'
import { releaseHeld } from '#lib/generations/release-held.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { createGeneration } from '#lib/generations/service.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import {
  cancelWaitingImage,
  type ImageRow,
  lockManagedImage,
  requestCancel,
  requeueImage,
  setImageDeleted,
} from './mutations.ts'
import { generationOf } from './worker.data.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'gateway' | 'now'>

async function announceChange(studio: Context, tx: Tx, generationId: string, now: Date): Promise<void> {
  await touchGeneration(tx, generationId, now)
  await studio.events.announce(tx, { type: 'generation', id: generationId }, { type: 'queue' })
}

async function generationDto(studio: Context, actor: Actor, id: string): Promise<GenerationDto> {
  const generation = await visibleGeneration(studio.db, actor, id)
  if (!generation) throw new AppError('not_found')
  return generation
}

async function queueAgain(
  studio: Context,
  tx: Tx,
  image: ImageRow,
  how: { resumeUrl: string | null; retryId?: string },
): Promise<void> {
  const now = studio.now()
  const turn = await nextTurn(tx, image.personId)
  await requeueImage(tx, image.id, { turn, queuedAt: now, ...how })
  await studio.queue.send(tx, { kind: 'generate-image', imageId: image.id }, { turn })
  await announceChange(studio, tx, image.generationId, now)
}

/**
 * Tries a picture again from its stored request, references included: one that failed, was cancelled or has an unknown
 * outcome goes back in the queue; one that succeeded (with another size than asked, say) is kept, and a new run of one
 * picture is made under `newId`. The same `newId` again changes nothing: each retry may cost money.
 *
 * @throws AppError `not_found`, `forbidden`, `not_retryable` while it is waiting or running.
 */
export async function retryImage(
  studio: Context,
  actor: Actor,
  imageId: string,
  newId: string,
): Promise<GenerationDto> {
  const outcome = await studio.db.transaction(async (tx) => {
    const image = await lockManagedImage(tx, actor, imageId, 'nobody')
    const known = image.retryId === newId
    if (!known && (image.status === 'queued' || image.status === 'running')) {
      throw new AppError('not_retryable')
    }
    const inPlace = known || image.status !== 'succeeded'
    if (inPlace && !known) await queueAgain(studio, tx, image, { resumeUrl: null, retryId: newId })
    return {
      image,
      inPlace,
      request: await generationOf(tx, image.generationId),
      references: await referenceIdsOf(tx, image.generationId),
    }
  })
  if (outcome.inPlace) return generationDto(studio, actor, outcome.image.generationId)

  const shown = await generationDto(studio, actor, outcome.image.generationId)
  const { generation } = await createGeneration(
    studio,
    actor,
    {
      id: newId,
      prompt: shown.prompt,
      model: shown.model,
      ratio: shown.ratio,
      tier: shown.tier ?? '1K',
      n: 1,
      temperature: shown.temperature,
      referenceIds: outcome.references,
      private: shown.private,
      roles: shown.roles,
      ...(shown.kit && { kit: { id: shown.kit.id, version: shown.kit.version } }),
      ...(shown.useCase !== null && { useCase: shown.useCase }),
      parent: { imageId, derivation: 'reuse' },
    },
    { source: 'studio', ...(outcome.request.rawSize === null ? {} : { rawSize: outcome.request.rawSize }) },
  )
  return generation
}

/**
 * Downloads a picture again from the link that its call was answered with: costs nothing.
 *
 * @throws AppError `not_found`, `forbidden`, `not_retryable` where no link was kept.
 */
export async function redownloadImage(
  studio: Context,
  actor: Actor,
  imageId: string,
): Promise<GenerationDto> {
  const generationId = await studio.db.transaction(async (tx) => {
    const image = await lockManagedImage(tx, actor, imageId, 'nobody')
    const live = image.status === 'queued' || image.status === 'running'
    if (live || image.status === 'succeeded' || image.resultUrl === null) throw new AppError('not_retryable')
    await queueAgain(studio, tx, image, { resumeUrl: image.resultUrl })
    return image.generationId
  })
  return generationDto(studio, actor, generationId)
}

/**
 * Cancels one picture: a waiting one ends at once and costs nothing; a running call is stopped and may still be billed.
 *
 * @throws AppError `not_found`, `forbidden`, `not_cancellable` where it has ended.
 */
export async function cancelImage(studio: Context, actor: Actor, imageId: string): Promise<GenerationDto> {
  const generationId = await studio.db.transaction(async (tx) => {
    const image = await lockManagedImage(tx, actor, imageId, 'nobody')
    const now = studio.now()
    if (image.status === 'queued') await cancelWaitingImage(tx, image, now)
    else if (image.status === 'running') {
      await requestCancel(tx, imageId, now)
      await studio.events.announce(tx, { type: 'cancel', imageId })
    } else throw new AppError('not_cancellable')
    await announceChange(studio, tx, image.generationId, now)
    return image.generationId
  })
  return generationDto(studio, actor, generationId)
}

/**
 * Puts a picture in the trash or takes it back: one's own, or as an admin any that one may see. Nothing is erased; while it
 * lies there, a waiting one is held.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function setImageTrashed(
  studio: Context,
  actor: Actor,
  imageId: string,
  trashed: boolean,
): Promise<GenerationDto> {
  const now = studio.now()
  const generationId = await studio.db.transaction(async (tx) => {
    const image = await lockManagedImage(tx, actor, imageId, 'admins')
    if (!trashed && image.deletedAt) await releaseHeld(studio, tx, { imageIds: [imageId] })
    if (await setImageDeleted(tx, { id: imageId, deletedAt: trashed ? now : null })) {
      await recordAudit(tx, {
        at: now,
        actor,
        action: trashed ? 'image.deleted' : 'image.restored',
        target: { type: 'image', id: imageId },
      })
      await announceChange(studio, tx, image.generationId, now)
    }
    return image.generationId
  })
  return generationDto(studio, actor, generationId)
}

import 'server-only'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { cancelWaitingImage, lockLiveImages, requestCancel } from '#lib/images/mutations.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { findRequest, generationById, visibleGeneration } from './data.ts'
import {
  lockManagedGeneration,
  nextTurn,
  setGenerationDeleted,
  setGenerationPrivate,
  touchGeneration,
} from './mutations.ts'
import { insertRun, type Origin, prepareRun, requestHash, standInKey } from './new-run.ts'
import { releaseHeld } from './release-held.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'
import { checkManages } from './visible.data.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'gateway' | 'now'>

async function requestedBefore(studio: Context, actor: Actor, input: GenerationInput, origin: Origin) {
  const idempotencyKeys = [origin.idempotencyKey ?? [], standInKey(input.id)].flat()
  const before = await findRequest(studio.db, { personId: actor.personId, id: input.id, idempotencyKeys })
  if (!before) return null
  if (before.requestHash !== requestHash(input, origin)) throw new AppError('conflict', { field: 'id' })
  return generationById(studio.db, before.id)
}

/**
 * Accepts a run: its rows and its queue entries are committed together, and the answer follows the commit. The same id
 * (or idempotency key) again returns the first run; nothing is made twice.
 *
 * @throws AppError naming the field and the remedy; `conflict` where the id was used for another request.
 */
export async function createGeneration(
  studio: Context,
  actor: Actor,
  input: GenerationInput,
  origin: Origin,
): Promise<{ generation: GenerationDto; created: boolean }> {
  const before = await requestedBefore(studio, actor, input, origin)
  if (before) return { generation: before, created: false }

  const run = await prepareRun(studio, actor, input, origin)
  const id = await studio.db.transaction(async (tx) => {
    const generationId = await insertRun(studio, tx, run, await nextTurn(tx, actor.personId))
    if (generationId !== null) await studio.events.announce(tx, { type: 'queue' })
    return generationId
  })

  // Two equal requests at once: the database let one in, and the other is answered with it.
  const generation =
    id === null ? await requestedBefore(studio, actor, input, origin) : await generationById(studio.db, id)
  if (!generation) throw new AppError('conflict', { field: 'id' })
  return { generation, created: id !== null }
}

async function existing(studio: Context, actor: Actor, id: string): Promise<GenerationDto> {
  const generation = await visibleGeneration(studio.db, actor, id)
  if (!generation) throw new AppError('not_found')
  return generation
}

/**
 * Cancels what is left of one's own run. Waiting pictures end at once and cost nothing; running calls are stopped, and may
 * still be billed.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function cancelGeneration(studio: Context, actor: Actor, id: string): Promise<GenerationDto> {
  checkManages(actor, (await existing(studio, actor, id)).person.id, 'nobody')
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    for (const image of await lockLiveImages(tx, id)) {
      if (image.status === 'queued') {
        await cancelWaitingImage(tx, image, now)
      } else {
        await requestCancel(tx, image.id, now)
        await studio.events.announce(tx, { type: 'cancel', imageId: image.id })
      }
    }
    await touchGeneration(tx, id, now)
    await studio.events.announce(tx, { type: 'generation', id }, { type: 'queue' })
  })
  return existing(studio, actor, id)
}

/**
 * Puts a run in the trash or takes it back: one's own, or as an admin any that one may see. Nothing is erased; running
 * calls go on, and waiting pictures are held.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function setGenerationTrashed(
  studio: Context,
  actor: Actor,
  id: string,
  trashed: boolean,
): Promise<GenerationDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const run = await lockManagedGeneration(tx, actor, id, 'admins')
    if (!trashed && run.deletedAt) await releaseHeld(studio, tx, { generationId: id })
    if (!(await setGenerationDeleted(tx, { id, deletedAt: trashed ? now : null, now }))) return
    await recordAudit(tx, {
      at: now,
      actor,
      action: trashed ? 'generation.deleted' : 'generation.restored',
      target: { type: 'generation', id },
    })
    // What nobody else saw leaves nobody's sight.
    const leaves = trashed && !run.private
    await studio.events.announce(
      tx,
      leaves ? { type: 'hidden', generationId: id } : { type: 'generation', id },
      { type: 'queue' },
    )
  })
  return existing(studio, actor, id)
}

/**
 * Keeps one's own run to oneself, or shows it to the team. Others forget a run that was made private at once.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function setGenerationPrivacy(
  studio: Context,
  actor: Actor,
  id: string,
  isPrivate: boolean,
): Promise<GenerationDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const before = await lockManagedGeneration(tx, actor, id, 'nobody')
    if (before.private === isPrivate) return
    await setGenerationPrivate(tx, { id, private: isPrivate, now })
    await recordAudit(tx, {
      at: now,
      actor,
      action: 'generation.privacy_changed',
      target: { type: 'generation', id },
      details: { private: isPrivate },
    })
    await studio.events.announce(
      tx,
      isPrivate ? { type: 'hidden', generationId: id } : { type: 'generation', id },
      { type: 'queue' },
    )
  })
  return existing(studio, actor, id)
}

import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { cancelWaitingImage, lockLiveImages, requestCancel } from '#lib/images/mutations.ts'
import { estimatePriceMicroUsd, type Size } from '#lib/models/catalogue.ts'
import { checkReferenceTotal, referenceDtos } from '#lib/references/data.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { findRequest, generationById, visibleGeneration } from './data.ts'
import { expectedSize } from './expected-size.ts'
import { checkAgainstModel } from './limits.ts'
import {
  insertGeneration,
  insertGenerationReferences,
  insertQueuedImages,
  lockManagedGeneration,
  type NewGeneration,
  nextTurn,
  setGenerationDeleted,
  setGenerationPrivate,
  touchGeneration,
} from './mutations.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'
import { checkManages } from './visible.data.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'gateway' | 'now'>

export interface Origin {
  source: 'studio' | 'api'
  /** A program's size outside the table, passed on as it is; the request then has no tier of its own. */
  rawSize?: string
  /** A program's `Idempotency-Key`. */
  idempotencyKey?: string
}

/** Hash of everything that makes two requests the same, whatever their ids. */
export function requestHash(input: GenerationInput, origin: Origin): string {
  const { prompt, model, ratio, tier, n, temperature, referenceIds } = input
  const canonical = JSON.stringify([
    prompt,
    model,
    ratio,
    tier,
    n,
    temperature,
    referenceIds,
    origin.rawSize ?? null,
    // Left out where it says nothing: hashes of earlier runs stay as they are.
    ...(input.private ? ['private'] : []),
  ])
  return createHash('sha256').update(canonical).digest('hex')
}

/** The idempotency key of a run whose own id somebody else had used: it got another, and is found by this. */
const standInKey = (id: string) => `id ${id}`

async function requestedBefore(studio: Context, actor: Actor, input: GenerationInput, origin: Origin) {
  const idempotencyKeys = [origin.idempotencyKey ?? [], standInKey(input.id)].flat()
  const before = await findRequest(studio.db, { personId: actor.personId, id: input.id, idempotencyKeys })
  if (!before) return null
  if (before.requestHash !== requestHash(input, origin)) throw new AppError('conflict', { field: 'id' })
  return generationById(studio.db, before.id)
}

function firstSize(references: ReferenceDto[]): Size | null {
  const first = references[0]
  return first?.width && first.height ? { width: first.width, height: first.height } : null
}

const unstorable = (field: string) =>
  new AppError('invalid_input', { field, params: { problem: 'a null character' } })

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

  const [issue] = checkAgainstModel(input)
  if (issue) throw new AppError(issue.code, { field: issue.field, params: issue.params })
  // PostgreSQL stores no null characters, and a model can make nothing of them.
  if (input.prompt.includes('\0')) throw unstorable('prompt')
  if (input.model.includes('\0')) throw unstorable('model')
  if (origin.rawSize?.includes('\0')) throw unstorable('size')
  const references = await referenceDtos(studio.db, actor, input.referenceIds)
  checkReferenceTotal(references)

  const { personId } = actor
  const now = studio.now()
  const tier = origin.rawSize === undefined ? input.tier : null
  const expected = expectedSize({ ...input, tier }, firstSize(references))
  const row = {
    id: input.id,
    personId,
    source: origin.source,
    prompt: input.prompt,
    model: input.model,
    ratio: input.ratio,
    tier,
    rawSize: origin.rawSize ?? null,
    n: input.n,
    temperature: input.temperature,
    expectedWidth: expected.width,
    expectedHeight: expected.height,
    estimatedPriceMicroUsd: estimatePriceMicroUsd(input.model, input.tier, input.n),
    sandbox: studio.gateway.id === 'sandbox',
    requestHash: requestHash(input, origin),
    idempotencyKey: origin.idempotencyKey ?? null,
    private: input.private ?? false,
    createdAt: now,
    changedAt: now,
  }
  const id = await studio.db.transaction(async (tx) => {
    const generationId = await insertUnderFreeId(tx, row)
    if (generationId === null) return null
    await insertGenerationReferences(tx, generationId, input.referenceIds)
    const turn = await nextTurn(tx, personId)
    const pictures = Array.from({ length: input.n }, (_, index) => ({
      id: randomUUID(),
      generationId,
      personId,
      index,
      turn: turn + index,
      queuedAt: now,
    }))
    await insertQueuedImages(tx, pictures)
    for (const picture of pictures) {
      await studio.queue.send(tx, { kind: 'generate-image', imageId: picture.id }, { turn: picture.turn })
    }
    await studio.events.announce(
      tx,
      { type: 'generation', id: generationId, passing: true },
      { type: 'queue' },
    )
    return generationId
  })

  // Two equal requests at once: the database let one in, and the other is answered with it.
  const generation =
    id === null ? await requestedBefore(studio, actor, input, origin) : await generationById(studio.db, id)
  if (!generation) throw new AppError('conflict', { field: 'id' })
  return { generation, created: id !== null }
}

/**
 * Inserts a run. Where somebody else has one of its id, it gets another: an error would tell that theirs is there.
 *
 * @returns its id, or `null` where the person made this request before
 */
async function insertUnderFreeId(tx: Tx, row: NewGeneration): Promise<string | null> {
  if (await insertGeneration(tx, row)) return row.id
  const idempotencyKeys = row.idempotencyKey ? [row.idempotencyKey] : []
  if (await findRequest(tx, { personId: row.personId, id: row.id, idempotencyKeys })) return null
  const standIn = { ...row, id: randomUUID(), idempotencyKey: standInKey(row.id) }
  return (await insertGeneration(tx, standIn)) ? standIn.id : null
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
 * calls go on.
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

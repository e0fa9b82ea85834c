import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '#lib/errors.ts'
import { cancelWaitingImage, lockLiveImages, requestCancel } from '#lib/images/mutations.ts'
import { estimatePriceMicroUsd, type Size } from '#lib/models/catalogue.ts'
import { checkReferenceTotal, referenceDtos } from '#lib/references/data.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { findRequest, generationById } from './data.ts'
import { expectedSize } from './expected-size.ts'
import { checkAgainstModel } from './limits.ts'
import {
  insertGeneration,
  insertGenerationReferences,
  insertQueuedImages,
  nextTurn,
  setGenerationDeleted,
  touchGeneration,
} from './mutations.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'

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
  ])
  return createHash('sha256').update(canonical).digest('hex')
}

async function requestedBefore(studio: Context, actor: Actor, input: GenerationInput, origin: Origin) {
  const idempotencyKey = origin.idempotencyKey ?? null
  const before = await findRequest(studio.db, { personId: actor.personId, id: input.id, idempotencyKey })
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
  const references = await referenceDtos(studio.db, { personId: actor.personId, ids: input.referenceIds })
  checkReferenceTotal(references)

  const { personId } = actor
  const now = studio.now()
  const tier = origin.rawSize === undefined ? input.tier : null
  const expected = expectedSize({ ...input, tier }, firstSize(references))
  const created = await studio.db.transaction(async (tx) => {
    const fresh = await insertGeneration(tx, {
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
    })
    if (!fresh) return false
    await insertGenerationReferences(tx, input.id, input.referenceIds)
    const turn = await nextTurn(tx, personId)
    const rows = Array.from({ length: input.n }, (_, index) => ({
      id: crypto.randomUUID(),
      generationId: input.id,
      personId,
      index,
      turn: turn + index,
      queuedAt: now,
    }))
    await insertQueuedImages(tx, rows)
    for (const row of rows) {
      await studio.queue.send(tx, { kind: 'generate-image', imageId: row.id }, { turn: row.turn })
    }
    await studio.events.announce(tx, { type: 'generation', id: input.id, passing: true }, { type: 'queue' })
    return true
  })

  // Two equal requests at once: the database let one in, and the other is answered with it.
  const generation = created
    ? await generationById(studio.db, input.id)
    : await requestedBefore(studio, actor, input, origin)
  if (!generation) throw new AppError('conflict', { field: 'id' })
  return { generation, created }
}

async function existing(studio: Context, id: string): Promise<GenerationDto> {
  const generation = await generationById(studio.db, id)
  if (!generation) throw new AppError('not_found')
  return generation
}

/**
 * Cancels what is left of a run. Waiting pictures end at once and cost nothing; running calls are stopped, and may still
 * be billed.
 */
export async function cancelGeneration(studio: Context, actor: Actor, id: string): Promise<GenerationDto> {
  const generation = await existing(studio, id)
  if (generation.person.id !== actor.personId) throw new AppError('not_found')
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
  return existing(studio, id)
}

/** Puts a run in the trash or takes it back. Nothing is erased; running calls go on. */
export async function setGenerationTrashed(
  studio: Context,
  actor: Actor,
  id: string,
  trashed: boolean,
): Promise<GenerationDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const moved = await setGenerationDeleted(tx, {
      id,
      personId: actor.personId,
      deletedAt: trashed ? now : null,
      now,
    })
    if (moved) await studio.events.announce(tx, { type: 'generation', id })
  })
  const generation = await existing(studio, id)
  if (generation.person.id !== actor.personId) throw new AppError('not_found')
  return generation
}

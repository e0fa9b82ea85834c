import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { imageExists } from '#lib/images/data.ts'
import { estimatePriceMicroUsd, type Size } from '#lib/models/catalogue.ts'
import { checkReferenceTotal, referenceDtos } from '#lib/references/data.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { findRequest } from './data.ts'
import { expectedSize } from './expected-size.ts'
import { checkAgainstModel } from './limits.ts'
import {
  insertGeneration,
  insertGenerationReferences,
  insertQueuedImages,
  type NewGeneration,
} from './mutations.ts'
import type { GenerationInput } from './schema.ts'
import { sentPromptFor } from './sent-prompt.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'gateway' | 'now'>

export interface Origin {
  source: 'studio' | 'api'
  /** A program's size outside the table, passed on as it is; the request then has no tier of its own. */
  rawSize?: string
  /** A program's `Idempotency-Key`. */
  idempotencyKey?: string
}

/** A run that was checked and can be inserted. */
export interface NewRun {
  row: NewGeneration
  referenceIds: readonly string[]
  roles: readonly (ReferenceRole | null)[]
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
    // Left out where they say nothing: hashes of earlier runs stay as they are.
    ...(input.private ? ['private'] : []),
    ...(input.roles?.some((role) => role !== null) ? [['roles', ...input.roles]] : []),
    ...(input.parent ? [['parent', input.parent.imageId, input.parent.derivation]] : []),
    ...(input.kit ? [['kit', input.kit.id, input.kit.version]] : []),
    ...(input.useCase === undefined ? [] : [['use', input.useCase]]),
  ])
  return createHash('sha256').update(canonical).digest('hex')
}

/** The idempotency key of a run whose own id somebody else had used: it got another, and is found by this. */
export const standInKey = (id: string) => `id ${id}`

function firstSize(references: ReferenceDto[]): Size | null {
  const first = references[0]
  return first?.width && first.height ? { width: first.width, height: first.height } : null
}

const unstorable = (field: string) =>
  new AppError('invalid_input', { field, params: { problem: 'a null character' } })

/**
 * Checks what a person asks for: against its model, and against what they may see.
 *
 * @throws AppError naming the field and the remedy
 */
export async function prepareRun(
  studio: Context,
  actor: Actor,
  input: GenerationInput,
  origin: Origin,
): Promise<NewRun> {
  const [issue] = checkAgainstModel(input)
  if (issue) throw new AppError(issue.code, { field: issue.field, params: issue.params })
  // PostgreSQL stores no null characters, and a model can make nothing of them.
  if (input.prompt.includes('\0')) throw unstorable('prompt')
  if (input.model.includes('\0')) throw unstorable('model')
  if (origin.rawSize?.includes('\0')) throw unstorable('size')
  const references = await referenceDtos(studio.db, actor, input.referenceIds)
  checkReferenceTotal(references)
  if (input.parent && !(await imageExists(studio.db, actor, input.parent.imageId))) {
    throw new AppError('not_found', { field: 'parent' })
  }
  const sentPrompt = await sentPromptFor(studio.db, input)

  const now = studio.now()
  const tier = origin.rawSize === undefined ? input.tier : null
  const expected = expectedSize({ ...input, tier }, firstSize(references))
  const row = {
    id: input.id,
    personId: actor.personId,
    source: origin.source,
    prompt: input.prompt,
    sentPrompt,
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
    parentImageId: input.parent?.imageId ?? null,
    derivation: input.parent?.derivation ?? null,
    useCase: input.useCase ?? null,
    kitId: input.kit?.id ?? null,
    kitVersion: input.kit?.version ?? null,
    createdAt: now,
    changedAt: now,
  }
  return { row, referenceIds: input.referenceIds, roles: input.roles ?? [] }
}

/**
 * Inserts a run with its pictures, their queue entries and the news of it, as part of the caller's transaction.
 *
 * @param turn of its first picture; the others follow it
 * @returns its id, or `null` where the person made this request before: then nothing was inserted
 */
export async function insertRun(
  studio: Context,
  tx: Tx,
  { row, referenceIds, roles }: NewRun,
  turn: number,
): Promise<string | null> {
  const generationId = await insertUnderFreeId(tx, row)
  if (generationId === null) return null
  await insertGenerationReferences(tx, generationId, referenceIds, roles)
  const pictures = Array.from({ length: row.n }, (_, index) => ({
    id: randomUUID(),
    generationId,
    personId: row.personId,
    index,
    turn: turn + index,
    queuedAt: row.createdAt,
  }))
  await insertQueuedImages(tx, pictures)
  for (const picture of pictures) {
    await studio.queue.send(tx, { kind: 'generate-image', imageId: picture.id }, { turn: picture.turn })
  }
  await studio.events.announce(tx, { type: 'generation', id: generationId, passing: true })
  return generationId
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

import 'server-only'
import { randomUUID } from 'node:crypto'
import { AppError } from '#lib/errors.ts'
import { gatewayPause } from '#lib/gateway/pause.ts'
import { findRequest } from '#lib/generations/data.ts'
import { type Origin, requestHash } from '#lib/generations/new-run.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { createGeneration } from '#lib/generations/service.ts'
import { referenceFromBytes, referenceFromUrl } from '#lib/references/service.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { sameRequestSince } from './data.ts'
import { ApiError } from './errors.ts'
import type { ImagesRequest, SentReference } from './request.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'queue' | 'events' | 'gateway' | 'env' | 'now'>

export interface Repeat {
  /** `Idempotency-Key`. */
  key: string | null
  /** Whether an SDK says that it sends this request again after a lost connection. */
  retried: boolean
}

const KEY_MAX_CHARS = 255

/** How long a request that an SDK sends again is taken for the one before; their own limit is ten minutes. */
const RETRY_WINDOW_MS = 30 * 60 * 1000

/** Which repetition a request may be: by its key, or by the count with which OpenAI's SDKs mark what they send again. */
export function repeatOf(headers: Headers): Repeat {
  const key = headers.get('idempotency-key')?.trim() || null
  if (key !== null && key.length > KEY_MAX_CHARS) {
    throw new ApiError(
      400,
      'invalid_value',
      `Idempotency-Key must have at most ${KEY_MAX_CHARS} characters.`,
      {
        param: 'Idempotency-Key',
      },
    )
  }
  return { key, retried: Number(headers.get('x-stainless-retry-count') ?? 0) > 0 }
}

async function keepReference(studio: Context, actor: Actor, sent: SentReference, index: number) {
  if ('url' in sent) return referenceFromUrl(studio, actor, { url: sent.url, mode: 'link' })
  const param = `extra_fields.reference_images[${index}]`
  if (sent.bytes.head === null) {
    throw new ApiError(400, 'reference_unreadable', `${param} is not a picture in base64.`, { param })
  }
  const bytes = Buffer.concat(await Array.fromAsync(sent.bytes.bytes()))
  return referenceFromBytes(studio, actor, { bytes, name: `reference ${index + 1}` })
}

/** A run that this request repeats, if it does. */
async function madeBefore(
  studio: Context,
  actor: Actor,
  input: GenerationInput,
  origin: Origin,
  repeat: Repeat,
) {
  const hash = requestHash(input, origin)
  const { personId } = actor
  if (repeat.key !== null) {
    const before = await findRequest(studio.db, { personId, id: input.id, idempotencyKeys: [repeat.key] })
    if (before && before.requestHash !== hash) throw keyReused()
    return before?.id ?? null
  }
  if (!repeat.retried) return null
  const since = new Date(studio.now().getTime() - RETRY_WINDOW_MS)
  return sameRequestSince(studio.db, { personId, requestHash: hash, since })
}

function keyReused(cause?: unknown): ApiError {
  const message = 'This Idempotency-Key was used for another request. Use a new key for each request.'
  return new ApiError(422, 'idempotency_key_reused', message, { param: 'Idempotency-Key', cause })
}

/**
 * Accepts a program's request as a run of the studio, or finds the one that it repeats. Once this resolves the run is
 * durable: the connection may drop.
 *
 * @throws ApiError, AppError
 */
export async function acceptRequest(
  studio: Context,
  actor: Actor,
  request: ImagesRequest,
  repeat: Repeat,
): Promise<string> {
  const referenceIds: string[] = []
  for (const [index, sent] of request.references.entries()) {
    referenceIds.push((await keepReference(studio, actor, sent, index)).id)
  }
  const { prompt, model, ratio, tier, n, temperature } = request
  const input: GenerationInput = {
    id: randomUUID(),
    prompt,
    model,
    ratio,
    tier,
    n,
    temperature,
    referenceIds,
  }
  const origin: Origin = {
    source: 'api',
    ...(request.rawSize === undefined ? {} : { rawSize: request.rawSize }),
    ...(repeat.key === null ? {} : { idempotencyKey: repeat.key }),
  }
  const before = await madeBefore(studio, actor, input, origin, repeat)
  if (before !== null) return before
  if (await gatewayPause(studio.db)) {
    throw new ApiError(
      503,
      'gateway_paused',
      'The gateway refused the studio’s key or account, so nothing is sent to it until somebody resumes the queue in the studio. Nothing was accepted.',
    )
  }
  try {
    return (await createGeneration(studio, actor, input, origin)).generation.id
  } catch (error) {
    throw error instanceof AppError && error.code === 'conflict' ? keyReused(error) : error
  }
}

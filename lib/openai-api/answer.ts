import 'server-only'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'
import type { ImageStatus } from '#lib/images/schema.ts'
import type { Studio } from '#lib/studio.ts'
import type { Outcome, Run } from './data.ts'
import { ApiError, type ApiErrorBody, fromFailure } from './errors.ts'
import { signedLink } from './links.ts'

/** How far a run is: its pictures taken together. */
export function statusOf(outcomes: readonly Outcome[]): ImageStatus {
  const has = (status: ImageStatus) => outcomes.some((outcome) => outcome.status === status)
  if (has('running')) return 'running'
  if (has('queued')) return outcomes.every(({ status }) => status === 'queued') ? 'queued' : 'running'
  // A run that gave anything has succeeded; what is missing is named in `failed`.
  if (has('succeeded')) return 'succeeded'
  if (has('outcome_unknown')) return 'outcome_unknown'
  return has('failed') ? 'failed' : 'cancelled'
}

export const isLive = ({ status }: Outcome) => status === 'queued' || status === 'running'

function failureOf(outcome: Outcome): ApiError | null {
  if (isLive(outcome) || outcome.status === 'succeeded') return null
  if (outcome.status === 'cancelled') return new ApiError(409, 'cancelled', 'The picture was cancelled.')
  const { failureKind, failureMessage: message, failureParam: param } = outcome
  return fromFailure({ kind: failureKind ?? 'internal', message, param })
}

/** What ended the run, where no picture came of it: the worst for the caller's purse first. */
export function errorOf(outcomes: readonly Outcome[]): ApiError | null {
  if (outcomes.some(isLive) || outcomes.some(({ status }) => status === 'succeeded')) return null
  const unknown = outcomes.find(({ status }) => status === 'outcome_unknown')
  const failed = unknown ?? outcomes.find(({ status }) => status === 'failed') ?? outcomes[0]
  return failed ? failureOf(failed) : null
}

interface PictureBytes {
  key: string
  size: number
}

type Datum = { url: string } | { b64_json: PictureBytes }

/** The pictures there are, in order; those in the trash are left out. */
export function dataOf(
  studio: Pick<Studio, 'signingSecret' | 'now'>,
  outcomes: readonly Outcome[],
  format: { responseFormat: 'url' | 'b64_json'; origin: string },
): Datum[] {
  return outcomes.flatMap(({ id, status, sha256, mime, bytes, deletedAt }): Datum[] => {
    if (status !== 'succeeded' || deletedAt || sha256 === null || mime === null || bytes === null) return []
    if (format.responseFormat === 'url') return [{ url: signedLink(studio, format.origin, { id, mime }) }]
    return [{ b64_json: { key: blobKeys.original(sha256), size: bytes } }]
  })
}

/** Pictures of a run that will not come, by their place in it. */
export function failuresOf(outcomes: readonly Outcome[]): { index: number; error: ApiErrorBody }[] {
  return outcomes.flatMap((outcome) => {
    const error = failureOf(outcome)
    return error ? [{ index: outcome.index, error: error.body }] : []
  })
}

/** Unix seconds: when the last picture was there, or when the run was asked for. */
export function createdOf(run: Run, outcomes: readonly Outcome[]): number {
  const ends = outcomes.map(({ finishedAt }) => finishedAt?.getTime() ?? 0)
  return Math.floor((Math.max(...ends, 0) || run.createdAt.getTime()) / 1000)
}

/** A multiple of three, so that encoded pieces can be joined. */
const PIECE_BYTES = 3 * 64 * 1024

async function* base64(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const whole = all.length - (all.length % 3)
    for (let at = 0; at < whole; at += PIECE_BYTES) {
      yield Buffer.from(all.toString('base64', at, Math.min(whole, at + PIECE_BYTES)), 'latin1')
    }
    rest = all.subarray(whole)
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1')
}

/**
 * A JSON answer in which pictures stand as base64. They are read and encoded while the answer leaves: eight 4K pictures
 * would be 200 MB of text.
 */
export function jsonAnswer(
  studio: Pick<Studio, 'blobs'>,
  body: Record<string, unknown> & { data: Datum[] },
  status: number,
): Response {
  const pictures: PictureBytes[] = []
  const marker = crypto.randomUUID()
  const text = JSON.stringify(body, (name, value) => {
    if (name !== 'b64_json') return value
    pictures.push(value)
    return marker
  })
  if (pictures.length === 0) return Response.json(body, { status })
  const parts = text.split(marker).map((part) => Buffer.from(part))
  const length =
    parts.reduce((sum, part) => sum + part.length, 0) +
    pictures.reduce((sum, { size }) => sum + Math.ceil(size / 3) * 4, 0)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const [index, part] of parts.entries()) {
      yield part
      const picture = pictures[index]
      if (picture) yield* base64(await studio.blobs.read(picture.key))
    }
  }
  const source = chunks()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: () => void source.return(undefined),
  })
  return new Response(stream, {
    status,
    headers: {
      'content-type': 'application/json',
      [BODY_LENGTH_HEADER]: String(length),
      // Compressing base64 of compressed pictures would cost a second of a core and gain nothing.
      'cache-control': 'no-store, no-transform',
    },
  })
}

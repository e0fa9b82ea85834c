import type { generations, images } from '#lib/db/schema/schema.ts'
import { failurePolicy, type GatewayFailureKind } from '#lib/gateway/errors.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { estimatePriceMicroUsd, modelProfile, TIERS } from '#lib/models/catalogue.ts'
import type { Batch } from './batch.ts'
import type { SeedFile } from './files.ts'
import type { Marks } from './marks.ts'
import type { Outcome } from './plan.ts'
import { pickWeighted, uuidOf } from './rows.ts'

type ImageRow = typeof images.$inferInsert

interface Picture {
  run: typeof generations.$inferInsert
  index: number
  outcome: Outcome
  file: SeedFile
  mismatch: boolean
  marks: Marks
  until: Date
  random: Random
}

const FAILURES: readonly (readonly [GatewayFailureKind, number, string | null])[] = [
  ['refused', 5, 'The request was refused by the model’s safety policy.'],
  ['no_image', 2, 'I can describe such a picture, but I cannot draw it.'],
  ['upstream_error', 3, 'upstream error'],
  ['rate_limited', 2, 'Too many requests'],
  ['invalid_request', 1, 'prompt is too long'],
  ['result_lost', 1, null],
]
/** What a call that failed at once and was made again had failed with. */
const HICCUPS: readonly GatewayFailureKind[] = ['rate_limited', 'upstream_error', 'unreachable']

/** Adds a picture that has come to its end, with the calls that were made for it. Gives its row. */
export function addPicture(batch: Batch, picture: Picture): ImageRow {
  const { run, index, outcome, file, mismatch, marks, random } = picture
  const id = uuidOf(random)
  const queuedAt = run.createdAt
  let at = queuedAt.getTime() + random.int(40, 400) + index * 700
  const tier = TIERS.find((one) => one === run.tier) ?? '1K'
  const call = (end: 'succeeded' | 'cancelled' | GatewayFailureKind, billed: 'yes' | 'no' | 'unknown') => {
    const latencyMs = Math.round(modelProfile(run.model).usualMs[tier] * random.range(0.6, 1.7))
    const startedAt = new Date(at)
    at += latencyMs
    batch.attempts.push({
      id: uuidOf(random),
      imageId: id,
      number: batch.attempts.filter(({ imageId }) => imageId === id).length + 1,
      gateway: 'sandbox',
      model: run.model,
      tier,
      startedAt,
      finishedAt: new Date(at),
      outcome: end,
      latencyMs,
      estimatedPriceMicroUsd: estimatePriceMicroUsd(run.model, tier, 1),
      billed,
    })
    return startedAt
  }

  const [kind, , message] = pickWeighted(FAILURES, ([, weight]) => weight, random)
  const failureKind = outcome === 'failed' ? kind : outcome === 'outcome_unknown' ? 'outcome_unknown' : null
  const billed = failureKind === null ? null : failurePolicy(failureKind).billed
  const came = outcome === 'succeeded' || outcome === 'trashed'
  if (random.chance(0.02))
    call(
      pickWeighted(HICCUPS, () => 1, random),
      'no',
    )
  let startedAt: Date | null = null
  if (came) startedAt = call('succeeded', 'yes')
  else if (failureKind !== null) startedAt = call(failureKind, billed ?? 'unknown')
  const end = new Date(at)
  const { sha256, mime, width, height, bytes, thumbHash } = file
  const asset = came
    ? { sha256, mime, width, height, bytes, thumbHash, thumbsAt: new Date(at + 900), madeAt: end, mismatch }
    : NO_ASSET
  const row: ImageRow = {
    id,
    generationId: run.id,
    personId: run.personId,
    index,
    status: outcome === 'trashed' ? 'succeeded' : outcome,
    turn: 0,
    queuedAt,
    startedAt,
    finishedAt: end,
    failureKind,
    failureMessage: failureKind === null ? null : message,
    failureBilled: outcome === 'cancelled' ? 'no' : billed,
    ...asset,
    ...(came ? marks : { rating: null, tags: [], note: '', markWords: '' }),
    deletedAt: outcome === 'trashed' ? between(end, picture.until, random) : null,
  }
  batch.images.push(row)
  if (came) batch.looks.push({ imageId: id, look: file.look })
  if (end > run.changedAt) run.changedAt = end
  return row
}

const NO_ASSET = {
  ...{ sha256: null, mime: null, width: null, height: null, bytes: null, thumbHash: null },
  ...{ thumbsAt: null, madeAt: null, mismatch: false },
}

function between(from: Date, to: Date, random: Random): Date {
  return new Date(from.getTime() + random.next() * Math.max(0, to.getTime() - from.getTime()))
}

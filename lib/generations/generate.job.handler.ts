import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { generations } from '#lib/db/schema/schema.ts'
import type { GeneratedImage, GenerateRequest } from '#lib/gateway/adapter.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { attemptOfLink, recordResultUrl, startAttempt } from '#lib/images/attempts.mutations.ts'
import { claimImage, type ImageRow, setExpectedMs, setSaving } from '#lib/images/mutations.ts'
import { imageById } from '#lib/images/worker.data.ts'
import { estimatePriceMicroUsd, modelProfile, RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { loadGatewayReferences } from '#lib/references/data.ts'
import type { Studio } from '#lib/studio.ts'
import { touchGeneration } from './mutations.ts'
import { NotOursError, recordFailure } from './record-failure.ts'
import { type Arrived, besideId, storeResult } from './store-result.ts'

/** The moments of the path at which a process may die; crash tests kill it at each. */
export const GENERATE_STEPS = ['claimed', 'recorded', 'answered', 'staged', 'promoted', 'committed'] as const
export type GenerateStep = (typeof GENERATE_STEPS)[number]

export interface GenerateContext extends Studio {
  /** Aborts when the process must stop now. */
  stopping: AbortSignal
  /**
   * What this process has in hand, so that a person's wish to cancel reaches it and recovery leaves it alone. Entries,
   * not ids: two jobs of one picture may overlap, of which the row lets one through.
   */
  running: Set<InHandPicture>
  /** Observes the path. */
  onStep?: ((step: GenerateStep, imageId: string) => Promise<void>) | undefined
}

export interface InHandPicture {
  imageId: string
  stop: AbortController
}

interface Claimed {
  image: ImageRow
  generation: typeof generations.$inferSelect
}

interface Answered extends Arrived {
  /** Pictures of the answer beside the first. */
  further: GeneratedImage[]
}

const tierOf = (generation: Claimed['generation']) => TIERS.find((tier) => tier === generation.tier) ?? null

/** One picture, from its place in the queue to its bytes: claim, call, store, commit. The row is the truth throughout. */
export async function generateImage(context: GenerateContext, imageId: string): Promise<void> {
  // Before the claim is committed: from then on recovery must find it in hand, and a cancellation must reach it.
  const inHand = { imageId, stop: new AbortController() }
  context.running.add(inHand)
  try {
    const claimed = await claim(context, imageId)
    if (claimed) await makeImage(context, claimed, inHand.stop.signal)
  } finally {
    context.running.delete(inHand)
  }
}

async function makeImage(context: GenerateContext, claimed: Claimed, cancelled: AbortSignal): Promise<void> {
  const { id: imageId, resumeUrl } = claimed.image
  try {
    await context.onStep?.('claimed', imageId)
    const arrived = resumeUrl
      ? await resume(context, claimed, resumeUrl, cancelled)
      : await call(context, claimed, cancelled)
    await context.onStep?.('staged', imageId)
    await storeResult(context, arrived, () => context.onStep?.('promoted', imageId) ?? Promise.resolve())
    await context.onStep?.('committed', imageId)
    await context.blobs.unstage(arrived.stagedId)
    await storeFurther(context, arrived)
  } catch (error) {
    await recordFailure(context, claimed.image, error)
  }
}

async function claim(context: GenerateContext, imageId: string): Promise<Claimed | null> {
  const { db, instanceId, events } = context
  if (context.stopping.aborted) return null
  return db.transaction(async (tx) => {
    const now = context.now()
    // While the gateway is paused jobs are used up without effect; resuming sends them all again.
    const image = await claimImage(tx, { imageId, instanceId, now })
    if (!image) {
      await sendEarlyJobAgain(context, tx, imageId, now)
      return null
    }
    const generation = await touchGeneration(tx, image.generationId, now)
    if (image.expectedMs === null) {
      const { usualMs } = modelProfile(generation.model)
      await setExpectedMs(tx, imageId, usualMs[tierOf(generation) ?? '1K'])
    }
    await events.announce(tx, { type: 'generation', id: generation.id, passing: true }, { type: 'queue' })
    return { image, generation }
  })
}

/** A job that came before its picture's time (the clocks of two machines differ) must not be used up. */
async function sendEarlyJobAgain(
  context: GenerateContext,
  tx: Tx,
  imageId: string,
  now: Date,
): Promise<void> {
  const image = await imageById(tx, imageId)
  if (image?.status !== 'queued' || image.notBefore === null || image.notBefore <= now) return
  const { turn, notBefore: startAfter } = image
  await context.queue.send(tx, { kind: 'generate-image', imageId }, { turn, startAfter })
}

/** Calls the gateway and stages the bytes. The attempt is on record before anything can cost money. */
async function call(
  context: GenerateContext,
  { image, generation }: Claimed,
  cancelled: AbortSignal,
): Promise<Answered> {
  const { db, env, gateway } = context
  // A picture that could not be kept is not paid for.
  await context.blobs.assertRoom()
  const attemptId = crypto.randomUUID()
  const tier = tierOf(generation)
  const deadlineMs = (tier === '4K' ? env.BUNCH_DEADLINE_4K : env.BUNCH_DEADLINE) * 1000
  const deadline = AbortSignal.timeout(deadlineMs)
  const request: GenerateRequest = {
    model: generation.model,
    prompt: generation.sentPrompt ?? generation.prompt,
    ratio: RATIO_CHOICES.find((ratio) => ratio === generation.ratio) ?? 'auto',
    tier: tier ?? '1K',
    temperature: generation.temperature,
    references: await loadGatewayReferences(db, context.blobs, generation.id),
    clientRequestId: `${generation.id}.${image.index}`,
    signal: AbortSignal.any([cancelled, context.stopping, deadline]),
    ...(generation.rawSize === null ? {} : { rawSize: generation.rawSize }),
    onSent: async () => {
      const attempt = {
        id: attemptId,
        instanceId: context.instanceId,
        imageId: image.id,
        gateway: gateway.id,
        model: generation.model,
        tier,
        startedAt: context.now(),
        estimatedPriceMicroUsd: estimatePriceMicroUsd(generation.model, tier ?? '1K', 1),
      }
      if (!(await startAttempt(db, attempt))) {
        throw new NotOursError('no call is made: the picture was cancelled or taken over')
      }
      await context.onStep?.('recorded', image.id)
    },
    // The picture matters more than its link: a database that is away for a moment must not cost it.
    onResultUrl: (url) =>
      recordResultUrl(db, attemptId, url).catch((error: unknown) =>
        context.log.error({ err: error, imageId: image.id }, 'the link of an answer could not be recorded'),
      ),
  }
  const result = await gateway.adapter.generate(request).catch((error: unknown) => {
    throw withReason(error, { deadline, deadlineMs, stopping: context.stopping })
  })
  await context.onStep?.('answered', image.id)
  const [first, ...further] = result.images
  if (!first) throw new GatewayError('no_image', 'The answer holds no picture.')
  const end = {
    httpStatus: result.status,
    gatewayRequestId: result.requestId,
    message: result.text,
    resultUrl: result.resultUrl,
  }
  return { ...(await stage(context, { image, generation }, attemptId, first, end)), further }
}

/** Why a call has no known outcome, for its record: the picture's own words are the same for all three. */
function withReason(
  error: unknown,
  { deadline, deadlineMs, stopping }: { deadline: AbortSignal; deadlineMs: number; stopping: AbortSignal },
): unknown {
  if (!(error instanceof GatewayError) || error.kind !== 'outcome_unknown') return error
  const { status } = error.details
  const reason = deadline.aborted
    ? `No answer within ${deadlineMs / 1000} s.`
    : stopping.aborted
      ? 'The studio stopped during the call.'
      : status === undefined
        ? 'The connection was lost before the answer was complete.'
        : null
  return reason === null ? error : new GatewayError(error.kind, error.message, { ...error.details, reason })
}

/**
 * Keeps what else an answer held as further pictures of the run, which cost nothing more. The endpoint says that it
 * sends one; what it sends beside that is kept if it can be, and is no reason for the picture to fail.
 */
async function storeFurther(context: GenerateContext, arrived: Answered): Promise<void> {
  for (const [place, picture] of arrived.further.entries()) {
    try {
      const stagedId = besideId(arrived.attemptId, place + 1)
      const staged = await context.blobs.stage(stagedId, picture.bytes)
      await storeResult(context, { ...arrived, ...staged, stagedId })
      await context.blobs.unstage(stagedId)
    } catch (error) {
      context.log.error(
        { err: error, imageId: arrived.image.id },
        'a further picture of an answer was not kept',
      )
    }
  }
}

/** Goes on with the download of an answer that is already paid for. */
async function resume(
  context: GenerateContext,
  claimed: Claimed,
  url: string,
  cancelled: AbortSignal,
): Promise<Answered> {
  const attempt = await attemptOfLink(context.db, claimed.image.id, url)
  if (!attempt) throw new Error(`a download to resume without the call it belongs to: ${claimed.image.id}`)
  const signal = AbortSignal.any([
    cancelled,
    context.stopping,
    AbortSignal.timeout(context.env.BUNCH_DEADLINE * 1000),
  ])
  const picture = await context.gateway.adapter.download(url, signal)
  const end = { resultUrl: url, untimed: true }
  return { ...(await stage(context, claimed, attempt.id, picture, end)), further: [] }
}

async function stage(
  context: GenerateContext,
  { image, generation }: Claimed,
  attemptId: string,
  picture: GeneratedImage,
  end: Arrived['end'],
): Promise<Arrived> {
  // Beside the bytes, which are kept even if the database cannot be told of it.
  let told: Promise<void> | undefined
  const timer = setTimeout(() => {
    told = announceSaving(context, image).catch((error: unknown) =>
      context.log.error({ err: error, imageId: image.id }, 'a picture’s progress could not be recorded'),
    )
  }, SAY_SAVING_MS)
  try {
    const staged = await context.blobs.stage(attemptId, picture.bytes)
    return { image, generation, attemptId, stagedId: attemptId, ...staged, end }
  } finally {
    clearTimeout(timer)
    await told
  }
}

/** Only what takes long enough to be seen is shown: most bytes are home before this. */
const SAY_SAVING_MS = 250

async function announceSaving(context: GenerateContext, image: ImageRow): Promise<void> {
  await context.db.transaction(async (tx) => {
    await setSaving(tx, image.id)
    await touchGeneration(tx, image.generationId, context.now())
    await context.events.announce(tx, { type: 'generation', id: image.generationId, passing: true })
  })
}

import 'server-only'
import type { generations } from '#lib/db/schema/schema.ts'
import type { GeneratedImage, GenerateRequest } from '#lib/gateway/adapter.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { gatewayPause } from '#lib/gateway/pause.ts'
import { expectedMs } from '#lib/images/data.ts'
import {
  claimImage,
  generationOf,
  type ImageRow,
  lastAttempt,
  recordResultUrl,
  setExpectedMs,
  setSaving,
  startAttempt,
} from '#lib/images/mutations.ts'
import { estimatePriceMicroUsd, RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { loadGatewayReferences } from '#lib/references/data.ts'
import type { Studio } from '#lib/studio.ts'
import { touchGeneration } from './mutations.ts'
import { recordFailure } from './record-failure.ts'
import { type Arrived, storeResult } from './store-result.ts'

/** The moments of the path at which a process may die; crash tests kill it at each. */
export const GENERATE_STEPS = ['claimed', 'recorded', 'answered', 'staged', 'promoted', 'committed'] as const
export type GenerateStep = (typeof GENERATE_STEPS)[number]

export interface GenerateContext extends Studio {
  /** Aborts when the process must stop now. */
  stopping: AbortSignal
  /** Running calls by picture, so that a person's wish to cancel reaches them. */
  running: Map<string, AbortController>
  /** Observes the path. */
  onStep?: ((step: GenerateStep, imageId: string) => Promise<void>) | undefined
}

interface Claimed {
  image: ImageRow
  generation: typeof generations.$inferSelect
}

const tierOf = (generation: Claimed['generation']) => TIERS.find((tier) => tier === generation.tier) ?? null

/** One picture, from its place in the queue to its bytes: claim, call, store, commit. The row is the truth throughout. */
export async function generateImage(context: GenerateContext, imageId: string): Promise<void> {
  const claimed = await claim(context, imageId)
  if (!claimed) return
  await context.onStep?.('claimed', imageId)
  const controller = new AbortController()
  context.running.set(imageId, controller)
  try {
    const arrived = claimed.image.resumeUrl
      ? await resume(context, claimed, claimed.image.resumeUrl, controller.signal)
      : await call(context, claimed, controller.signal)
    await context.onStep?.('staged', imageId)
    await storeResult(context, arrived, () => context.onStep?.('promoted', imageId) ?? Promise.resolve())
    await context.onStep?.('committed', imageId)
    await context.blobs.unstage(arrived.attemptId)
  } catch (error) {
    await recordFailure(context, claimed.image, error)
  } finally {
    context.running.delete(imageId)
  }
}

async function claim(context: GenerateContext, imageId: string): Promise<Claimed | null> {
  const { db, instanceId, events } = context
  if (context.stopping.aborted) return null
  return db.transaction(async (tx) => {
    // While the gateway is paused jobs are used up without effect; resuming sends them all again.
    if (await gatewayPause(tx)) return null
    const now = context.now()
    const image = await claimImage(tx, { imageId, instanceId, now })
    if (!image) return null
    const generation = await generationOf(tx, image.generationId)
    await setExpectedMs(tx, imageId, await expectedMs(tx, generation.model, tierOf(generation)))
    await touchGeneration(tx, generation.id, now)
    await events.announce(tx, { type: 'generation', id: generation.id })
    await events.announce(tx, { type: 'queue' })
    return { image, generation }
  })
}

/** Calls the gateway and stages the bytes. The attempt is on record before anything can cost money. */
async function call(
  context: GenerateContext,
  { image, generation }: Claimed,
  cancelled: AbortSignal,
): Promise<Arrived> {
  const { db, env, gateway } = context
  const attemptId = crypto.randomUUID()
  const tier = tierOf(generation)
  const deadlineMs = (tier === '4K' ? env.BUNCH_DEADLINE_4K : env.BUNCH_DEADLINE) * 1000
  const request: GenerateRequest = {
    model: generation.model,
    prompt: generation.prompt,
    ratio: RATIO_CHOICES.find((ratio) => ratio === generation.ratio) ?? 'auto',
    tier: tier ?? '1K',
    temperature: generation.temperature,
    references: await loadGatewayReferences(db, context.blobs, generation.id),
    clientRequestId: `${generation.id}.${image.index}`,
    signal: AbortSignal.any([cancelled, context.stopping, AbortSignal.timeout(deadlineMs)]),
    ...(generation.rawSize === null ? {} : { rawSize: generation.rawSize }),
    onSent: async () => {
      await startAttempt(db, {
        id: attemptId,
        imageId: image.id,
        gateway: gateway.id,
        model: generation.model,
        tier,
        startedAt: context.now(),
        estimatedPriceMicroUsd: estimatePriceMicroUsd(generation.model, tier ?? '1K', 1),
      })
      await context.onStep?.('recorded', image.id)
    },
    onResultUrl: (url) => recordResultUrl(db, attemptId, url),
  }
  const result = await gateway.adapter.generate(request)
  await context.onStep?.('answered', image.id)
  const [first] = result.images
  if (!first) throw new GatewayError('no_image', 'The answer holds no picture.')
  const end = {
    httpStatus: result.status,
    gatewayRequestId: result.requestId,
    message: result.text,
    resultUrl: result.resultUrl,
  }
  return stage(context, { image, generation }, attemptId, first, end)
}

/** Goes on with the download of an answer that is already paid for. */
async function resume(
  context: GenerateContext,
  claimed: Claimed,
  url: string,
  cancelled: AbortSignal,
): Promise<Arrived> {
  const attempt = await context.db.transaction((tx) => lastAttempt(tx, claimed.image.id))
  if (!attempt) throw new Error(`a download to resume without the call it belongs to: ${claimed.image.id}`)
  const signal = AbortSignal.any([
    cancelled,
    context.stopping,
    AbortSignal.timeout(context.env.BUNCH_DEADLINE * 1000),
  ])
  return stage(context, claimed, attempt.id, await context.gateway.adapter.download(url, signal), {
    resultUrl: url,
  })
}

async function stage(
  context: GenerateContext,
  { image, generation }: Claimed,
  attemptId: string,
  picture: GeneratedImage,
  end: Arrived['end'],
): Promise<Arrived> {
  await context.db.transaction(async (tx) => {
    const now = context.now()
    await setSaving(tx, image.id)
    await touchGeneration(tx, generation.id, now)
    await context.events.announce(tx, { type: 'generation', id: generation.id })
  })
  const staged = await context.blobs.stage(attemptId, picture.bytes)
  return { image, generation, attemptId, ...staged, end }
}

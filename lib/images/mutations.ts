import 'server-only'
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Billed, GatewayFailureKind } from '#lib/gateway/errors.ts'
import { notPaused } from '#lib/gateway/pause.ts'
import { checkManages, imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { finishAttempt, openAttempt } from './attempts.mutations.ts'
import { notHeld } from './held.data.ts'

export type ImageRow = typeof images.$inferSelect

/** How many of the latest calls an expected time is the median of. */
const HISTORY = 20

/** The usual milliseconds of a picture's model and tier in this studio, or null: to be used within a query on `images`. */
const usualMs = sql<number | null>`(
  select percentile_cont(0.5) within group (order by recent.latency_ms) from (
    select latency_ms from attempts
     where outcome = 'succeeded'
       and (model, tier) = (select g.model, g.tier from generations g where g.id = images.generation_id)
     order by finished_at desc nulls first limit ${sql.raw(String(HISTORY))}) recent)`

/**
 * Takes a waiting picture for this process, with the time it will probably take where there is a history. `null` where
 * it is not waiting any more or not yet (jobs are delivered at least once, and the row decides), it is held, or the
 * gateway is paused.
 */
export async function claimImage(
  tx: Tx,
  params: { imageId: string; instanceId: string; now: Date },
): Promise<ImageRow | null> {
  const [row] = await tx
    .update(images)
    .set({
      status: 'running',
      step: 'generating',
      startedAt: params.now,
      finishedAt: null,
      notBefore: null,
      instanceId: params.instanceId,
      cancelRequestedAt: null,
      expectedMs: usualMs,
    })
    .where(
      and(
        notPaused(),
        eq(images.id, params.imageId),
        eq(images.status, 'queued'),
        notHeld(),
        or(isNull(images.notBefore), lte(images.notBefore, params.now)),
      ),
    )
    .returning()
  return row ?? null
}

export async function setExpectedMs(tx: Tx, imageId: string, expectedMs: number): Promise<void> {
  await tx.update(images).set({ expectedMs }).where(eq(images.id, imageId))
}

export async function setSaving(tx: Tx, imageId: string): Promise<void> {
  await tx.update(images).set({ step: 'saving' }).where(eq(images.id, imageId))
}

const NO_FAILURE = {
  failureKind: null,
  failureMessage: null,
  failureParam: null,
  failureBilled: null,
} as const
const AT_REST = {
  step: null,
  instanceId: null,
  notBefore: null,
  resumeUrl: null,
  cancelRequestedAt: null,
} as const

interface Asset {
  sha256: string
  mime: string
  width: number
  height: number
  bytes: number
  mismatch: boolean
}

/** Adds a picture that came beside another to the run, behind its last place. Does nothing where the id is there. */
export async function insertFurtherImage(
  tx: Tx,
  params: { id: string; beside: ImageRow; asset: Asset; now: Date },
): Promise<void> {
  const { id, beside, asset, now } = params
  const { generationId, personId, turn, queuedAt, startedAt } = beside
  const index = sql<number>`(select max(${images.index}) + 1 from ${images} where ${images.generationId} = ${generationId})`
  const came = { status: 'succeeded', madeAt: now, finishedAt: now } as const
  await tx
    .insert(images)
    .values({ id, generationId, personId, turn, queuedAt, startedAt, index, ...asset, ...came })
    .onConflictDoNothing({ target: images.id })
}

/** Commits a picture whose bytes are already on stable storage. */
export async function completeImage(tx: Tx, imageId: string, asset: Asset, now: Date): Promise<void> {
  await tx
    .update(images)
    .set({
      ...asset,
      ...NO_FAILURE,
      ...AT_REST,
      status: 'succeeded',
      madeAt: now,
      finishedAt: now,
      thumbHash: null,
      thumbsAt: null,
    })
    .where(eq(images.id, imageId))
}

export interface Failure {
  kind: GatewayFailureKind | 'internal' | 'storage_full'
  billed: Billed
  message: string | null
  param: string | null
}

const failureColumns = (failure: Failure) => ({
  failureKind: failure.kind,
  failureMessage: failure.message,
  failureParam: failure.param,
  failureBilled: failure.billed,
})

/** Ends a picture without bytes. `outcome_unknown` has a status of its own, because money may have been spent. */
export async function failImage(
  tx: Tx,
  imageId: string,
  params: { failure: Failure; resultUrl: string | null; now: Date },
): Promise<void> {
  await tx
    .update(images)
    .set({
      ...AT_REST,
      ...failureColumns(params.failure),
      status: params.failure.kind === 'outcome_unknown' ? 'outcome_unknown' : 'failed',
      finishedAt: params.now,
      ...(params.resultUrl === null ? {} : { resultUrl: params.resultUrl }),
    })
    .where(eq(images.id, imageId))
}

/** Puts a picture back in the queue for an automatic retry, keeping why. */
export async function postponeImage(
  tx: Tx,
  imageId: string,
  params: { failure: Failure; notBefore: Date },
): Promise<void> {
  await tx
    .update(images)
    .set({
      ...AT_REST,
      ...failureColumns(params.failure),
      status: 'queued',
      notBefore: params.notBefore,
      autoRetries: sql`${images.autoRetries} + 1`,
    })
    .where(eq(images.id, imageId))
}

/** Puts a picture back in the queue as if it had never left, after a crash before its call or for a download. */
export async function requeueImage(
  tx: Tx,
  imageId: string,
  params: { turn?: number; queuedAt?: Date; resumeUrl?: string | null; retryId?: string },
): Promise<void> {
  await tx
    .update(images)
    .set({ ...AT_REST, ...NO_FAILURE, ...params, status: 'queued', finishedAt: null, autoRetries: 0 })
    .where(eq(images.id, imageId))
}

/** Gives a waiting picture another place in the queue. */
export async function setTurn(
  tx: Tx,
  imageId: string,
  place: { turn: number; queuedAt: Date },
): Promise<void> {
  await tx.update(images).set(place).where(eq(images.id, imageId))
}

/** Ends a waiting picture at a person's wish. Costs nothing, unless it waited for the download of what is paid for. */
export async function cancelWaitingImage(tx: Tx, image: ImageRow, now: Date): Promise<void> {
  const billed = image.resumeUrl === null ? 'no' : 'yes'
  const attempt = await openAttempt(tx, image.id)
  if (attempt) await finishAttempt(tx, attempt.id, { outcome: 'cancelled', billed, now, untimed: true })
  await cancelImageRow(tx, image.id, billed, now)
}

/** Ends a picture at a person's wish. `billed` is unknown where a call was under way. */
export async function cancelImageRow(tx: Tx, imageId: string, billed: Billed, now: Date): Promise<void> {
  await tx
    .update(images)
    .set({ ...AT_REST, ...NO_FAILURE, failureBilled: billed, status: 'cancelled', finishedAt: now })
    .where(eq(images.id, imageId))
}

/** Notes the wish to stop a running call; whoever holds it carries it out. */
export async function requestCancel(tx: Tx, imageId: string, now: Date): Promise<void> {
  await tx.update(images).set({ cancelRequestedAt: now }).where(eq(images.id, imageId))
}

/** Puts a picture in the trash, or takes it back. False where it was there already. */
export async function setImageDeleted(
  tx: Tx,
  params: { id: string; deletedAt: Date | null },
): Promise<boolean> {
  const moved = await tx
    .update(images)
    .set({ deletedAt: params.deletedAt })
    .where(
      and(
        eq(images.id, params.id),
        params.deletedAt ? isNull(images.deletedAt) : isNotNull(images.deletedAt),
      ),
    )
    .returning({ id: images.id })
  return moved.length === 1
}

export async function setThumbs(tx: Tx, imageId: string, thumbHash: string, now: Date): Promise<void> {
  await tx.update(images).set({ thumbHash, thumbsAt: now }).where(eq(images.id, imageId))
}

/** First key of the advisory lock under which bytes of one hash get a row, or are removed for want of one. */
const BYTES_LOCK = 728_463

const bytesLock = (sha256: string) => sql`pg_advisory_xact_lock(${BYTES_LOCK}::int, hashtext(${sha256}))`

/** Until the transaction ends no picture can come to have these bytes: see `lockImageForBytes`. */
export async function lockBytes(tx: Tx, sha256: string): Promise<void> {
  await tx.execute(sql`select ${bytesLock(sha256)}`)
}

/**
 * `lockImage`, and until the transaction ends nobody removes the bytes that the picture is going to have: they may be those of
 * another picture, which the trash is being emptied of.
 */
export async function lockImageForBytes(tx: Tx, id: string, sha256: string): Promise<ImageRow | null> {
  const [row] = await tx
    .select({ image: images, bytes: bytesLock(sha256) })
    .from(images)
    .where(eq(images.id, id))
    .for('update')
  return row?.image ?? null
}

/** Locks one picture for a change of its state, whoever's it is: for the worker. */
export async function lockImage(tx: Tx, id: string): Promise<ImageRow | null> {
  const [row] = await tx.select().from(images).where(eq(images.id, id)).for('update')
  return row ?? null
}

/**
 * Locks one picture for a change that a person asked for.
 *
 * @param others who may do this to a picture beside its maker
 * @throws AppError `not_found` where they may not see it, `forbidden` where they see it and it is not theirs to change
 */
export async function lockManagedImage(
  tx: Tx,
  actor: Viewer,
  id: string,
  others: 'nobody' | 'admins',
): Promise<ImageRow> {
  const [row] = await tx
    .select({ image: images })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(images.id, id), imageVisibleTo(actor)))
    .for('update', { of: images })
  if (!row) throw new AppError('not_found')
  checkManages(actor, row.image.personId, others)
  return row.image
}

/** Locks the pictures of a run that are waiting or running, in one order for everybody. */
export async function lockLiveImages(tx: Tx, generationId: string): Promise<ImageRow[]> {
  return tx
    .select()
    .from(images)
    .where(and(eq(images.generationId, generationId), inArray(images.status, ['queued', 'running'])))
    .orderBy(asc(images.id))
    .for('update')
}

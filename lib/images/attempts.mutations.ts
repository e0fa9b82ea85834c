import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { attempts, images } from '#lib/db/schema/schema.ts'
import type { ImageRow } from './mutations.ts'

export type AttemptRow = typeof attempts.$inferSelect

/**
 * Records a call before it can cost anything. From here until it is finished the picture counts as paid for perhaps.
 * False, with nothing recorded, where the call must not be made: the picture is not this process's any more (it seemed
 * dead, and another took the picture over), or a person has cancelled it.
 */
export async function startAttempt(
  db: Db,
  {
    instanceId,
    ...attempt
  }: Pick<
    AttemptRow,
    'id' | 'imageId' | 'gateway' | 'model' | 'tier' | 'startedAt' | 'estimatedPriceMicroUsd'
  > & { instanceId: string },
): Promise<boolean> {
  const { id, imageId, gateway, model, tier, startedAt, estimatedPriceMicroUsd: price } = attempt
  // One statement, and so one round trip and one commit before the call leaves.
  const { rows } = (await db.execute(sql`
    insert into ${attempts} (id, image_id, number, gateway, model, tier, started_at, estimated_price_micro_usd, billed)
    select ${id}::uuid, id, (select coalesce(max(number), 0) + 1 from ${attempts} where image_id = ${imageId}),
           ${gateway}, ${model}, ${tier}::text, ${startedAt.toISOString()}::timestamptz, ${price}::bigint, 'unknown'
      from ${images}
     where id = ${imageId} and status = 'running' and instance_id = ${instanceId} and cancel_requested_at is null
       for update
    returning id`)) as { rows: unknown[] }
  return rows.length === 1
}

/** Keeps the link of an answer before it is downloaded: after a crash the download goes on, and nothing is paid twice. */
export async function recordResultUrl(db: Db | Tx, attemptId: string, resultUrl: string): Promise<void> {
  await db.update(attempts).set({ resultUrl }).where(eq(attempts.id, attemptId))
}

/** How a call ended, as its attempt keeps it. */
export type AttemptEnd = Pick<AttemptRow, 'outcome' | 'billed'> &
  Partial<Pick<AttemptRow, 'httpStatus' | 'gatewayRequestId' | 'message' | 'resultUrl'>> & {
    /** The end came late for reasons of ours (a crash, a second download): it says nothing of how long a call takes. */
    untimed?: boolean
  }

export async function finishAttempt(
  tx: Tx,
  attemptId: string,
  end: AttemptEnd & { now: Date },
): Promise<void> {
  const { now, untimed = false, ...rest } = end
  const elapsed = sql`round(extract(epoch from ${now.toISOString()}::timestamptz - ${attempts.startedAt}) * 1000)`
  await tx
    .update(attempts)
    .set({ ...rest, finishedAt: now, ...(untimed ? {} : { latencyMs: elapsed }) })
    .where(eq(attempts.id, attemptId))
}

/** The call of a picture that has begun and not ended, if any. */
export async function openAttempt(tx: Tx, imageId: string): Promise<AttemptRow | null> {
  const [row] = await tx
    .select()
    .from(attempts)
    .where(and(eq(attempts.imageId, imageId), isNull(attempts.outcome)))
    .orderBy(desc(attempts.number))
    .limit(1)
  return row ?? null
}

/** The call of a picture that was answered with a link, for a download that goes on; a later one may have failed. */
export async function attemptOfLink(db: Db | Tx, imageId: string, url: string): Promise<AttemptRow | null> {
  const [row] = await db
    .select()
    .from(attempts)
    .where(and(eq(attempts.imageId, imageId), eq(attempts.resultUrl, url)))
    .orderBy(desc(attempts.number))
    .limit(1)
  return row ?? null
}

/** The picture an attempt belongs to, for bytes found after a crash. */
export async function imageOfAttempt(
  tx: Tx,
  attemptId: string,
): Promise<{ image: ImageRow; attempt: AttemptRow } | null> {
  const [row] = await tx
    .select({ image: images, attempt: attempts })
    .from(attempts)
    .innerJoin(images, eq(images.id, attempts.imageId))
    .where(eq(attempts.id, attemptId))
  return row ?? null
}

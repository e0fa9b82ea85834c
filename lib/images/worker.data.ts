import 'server-only'
import { and, eq, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import { notHeld } from './held.data.ts'
import type { ImageRow } from './mutations.ts'

export async function imageById(db: Db | Tx, id: string): Promise<ImageRow | null> {
  const [row] = await db.select().from(images).where(eq(images.id, id))
  return row ?? null
}

/** Ids of pictures whose calls a process makes and a person has cancelled. */
export async function cancelledCalls(db: Db | Tx, instanceId: string): Promise<string[]> {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .where(
      and(
        eq(images.status, 'running'),
        eq(images.instanceId, instanceId),
        isNotNull(images.cancelRequestedAt),
      ),
    )
  return rows.map((row) => row.id)
}

/**
 * Locks running pictures that nobody works on: their process is not among `alive`, or it is this one and has not got
 * them in hand. `isInHand` is asked after the rows were read: what was claimed in the meantime is in hand by then.
 */
export async function lockOrphans(
  tx: Tx,
  params: { aliveInstanceIds: string[]; instanceId: string; isInHand: (imageId: string) => boolean },
): Promise<ImageRow[]> {
  const rows = await tx
    .select()
    .from(images)
    .where(eq(images.status, 'running'))
    .for('update', { skipLocked: true })
  const alive = new Set(params.aliveInstanceIds)
  return rows.filter((row) =>
    row.instanceId === params.instanceId
      ? !params.isInHand(row.id)
      : row.instanceId === null || !alive.has(row.instanceId),
  )
}

/** Waiting pictures that are not held, with their turns, to send their jobs again after a pause or a start. */
export async function waitingImages(tx: Tx): Promise<Pick<ImageRow, 'id' | 'turn' | 'notBefore'>[]> {
  return tx
    .select({ id: images.id, turn: images.turn, notBefore: images.notBefore })
    .from(images)
    .where(and(eq(images.status, 'queued'), notHeld()))
    .orderBy(images.turn, images.queuedAt)
}

/** Whether nothing runs although a picture has been due since a moment. */
export async function isQueueStranded(tx: Tx, since: Date): Promise<boolean> {
  const due = or(isNull(images.notBefore), lte(images.notBefore, since))
  const [waiting] = await tx
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.status, 'queued'), lte(images.queuedAt, since), due, notHeld()))
    .limit(1)
  if (!waiting) return false
  return (
    (await tx.select({ id: images.id }).from(images).where(eq(images.status, 'running')).limit(1)).length ===
    0
  )
}

/** Succeeded pictures that have no thumbnails yet. */
export async function imagesWithoutThumbs(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.status, 'succeeded'), isNull(images.thumbsAt)))
  return rows.map((row) => row.id)
}

/** What the worker needs of the run a picture belongs to. */
export async function generationOf(
  db: Db | Tx,
  generationId: string,
): Promise<typeof generations.$inferSelect> {
  const [row] = await db.select().from(generations).where(eq(generations.id, generationId))
  if (!row) throw new Error(`picture of a generation that does not exist: ${generationId}`)
  return row
}

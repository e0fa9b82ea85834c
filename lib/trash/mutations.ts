import 'server-only'
import { and, asc, eq, gt, inArray, isNull, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import {
  boardImages,
  boards,
  favourites,
  generations,
  imageLooks,
  images,
  shareImages,
} from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { cancelWaitingImage } from '#lib/images/mutations.ts'
import { inTrash } from './data.ts'

export interface Trashable {
  id: string
  generationId: string
  personId: string
  /** Since when its run lies in the trash. */
  runDeletedAt: Date | null
  live: boolean
}

/** Locks those of the pictures that the person may see, and that are in the trash or are not, in one order for everybody. */
export async function lockTrashable(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  where: 'in the trash' | 'elsewhere',
): Promise<Trashable[]> {
  const there = and(isNull(images.deletedAt), isNull(generations.deletedAt))
  return tx
    .select({
      id: images.id,
      generationId: images.generationId,
      personId: images.personId,
      runDeletedAt: generations.deletedAt,
      live: sql<boolean>`${images.status} in ('queued', 'running')`,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(
        inArray(images.id, [...ids]),
        imageVisibleTo(viewer),
        where === 'elsewhere' ? there : sql`not (${there})`,
      ),
    )
    .orderBy(asc(images.id))
    .for('update', { of: images })
}

export async function setDeleted(tx: Tx, ids: readonly string[], deletedAt: Date | null): Promise<void> {
  await tx
    .update(images)
    .set({ deletedAt })
    .where(inArray(images.id, [...ids]))
}

/** Takes runs out of the trash and leaves their pictures there, each by itself since the same moment, but for some. */
export async function leaveToPictures(
  tx: Tx,
  runIds: readonly string[],
  but: readonly string[],
): Promise<void> {
  await tx
    .update(images)
    .set({ deletedAt: sql`${generations.deletedAt}` })
    .from(generations)
    .where(
      and(
        eq(generations.id, images.generationId),
        inArray(generations.id, [...runIds]),
        isNull(images.deletedAt),
        notInArray(images.id, [...but]),
      ),
    )
  await tx
    .update(generations)
    .set({ deletedAt: null })
    .where(inArray(generations.id, [...runIds]))
}

/**
 * Deletes pictures for good that lie in the trash and match: their marks and places go, what waits is cancelled, and from
 * the commit on nobody sees them any more. The row, its run and its calls stay, for they are the books. The bytes are
 * still to be removed (`removeBytes`). Pictures whose call is under way are passed over, and so are those that another
 * process is deleting.
 *
 * @returns how many; 0 once all are gone
 */
export async function purge(
  tx: Tx,
  params: { which: SQL | undefined; limit: number; now: Date },
): Promise<number> {
  const { which, limit, now } = params
  const purged = and(inTrash(), which, ne(images.status, 'running'))
  const from = () =>
    tx.select({ image: images }).from(images).innerJoin(generations, eq(generations.id, images.generationId))
  const locked = await from()
    .where(purged)
    .orderBy(asc(images.id))
    .limit(limit)
    .for('update', { of: images, skipLocked: true })
  if (locked.length === 0) return 0
  // Asked again now that they are held: one may have been taken back between being seen and being locked.
  const held = locked.map(({ image }) => image.id)
  const rows = await from().where(and(inArray(images.id, held), purged))
  if (rows.length === 0) return 0
  for (const { image } of rows) if (image.status === 'queued') await cancelWaitingImage(tx, image, now)
  const ids = rows.map(({ image }) => image.id)
  await tx.delete(favourites).where(inArray(favourites.imageId, ids))
  await tx.delete(imageLooks).where(inArray(imageLooks.imageId, ids))
  await tx.delete(shareImages).where(inArray(shareImages.imageId, ids))
  await tx.delete(boardImages).where(inArray(boardImages.imageId, ids))
  await tx.update(boards).set({ coverImageId: null }).where(inArray(boards.coverImageId, ids))
  await tx
    .update(images)
    .set({
      purgedAt: now,
      // Also where it lay there with its run: taken back, the run must not show it.
      deletedAt: sql`coalesce(${images.deletedAt}, ${now.toISOString()}::timestamptz)`,
      rating: null,
      tags: [],
      note: '',
      markWords: sql`''::tsvector`,
      resultUrl: null,
    })
    .where(inArray(images.id, ids))
  return rows.length
}

/** Hashes of pictures that were deleted for good and whose bytes have not been looked for the last time, in their order. */
export async function hashesToRemove(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ sha256: sql<string>`${images.sha256}` })
    .from(images)
    .where(
      and(sql`${images.purgedAt} is not null and ${images.sha256} is not null`, gt(images.sha256, after)),
    )
    .orderBy(images.sha256)
    .limit(limit)
  return rows.map(({ sha256 }) => sha256)
}

/** Whether a picture that is not deleted for good has these bytes. */
export async function areBytesUsed(tx: Tx, sha256: string): Promise<boolean> {
  const used = and(eq(images.sha256, sha256), isNull(images.purgedAt))
  return (await tx.select({ id: images.id }).from(images).where(used).limit(1)).length > 0
}

/** Forgets the bytes of pictures that were deleted for good before a moment. */
export async function forgetBytes(tx: Tx, sha256: string, before: Date): Promise<void> {
  await tx
    .update(images)
    .set({ sha256: null, thumbHash: null, thumbsAt: null })
    .where(and(eq(images.sha256, sha256), sql`${images.purgedAt} < ${before.toISOString()}::timestamptz`))
}

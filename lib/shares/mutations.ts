import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { shareImages, shares } from '#lib/db/schema/schema.ts'

/** Stores a link and, unless it follows a board, its pictures in their order. */
export async function insertShare(
  tx: Tx,
  share: typeof shares.$inferInsert,
  imageIds: readonly string[],
): Promise<void> {
  await tx.insert(shares).values(share)
  if (imageIds.length === 0) return
  await tx
    .insert(shareImages)
    .values(imageIds.map((imageId, position) => ({ shareId: share.id, position, imageId })))
}

/** Changes some of a link's columns. */
export async function updateShare(
  tx: Tx,
  id: string,
  set: Partial<typeof shares.$inferInsert> & { changedAt: Date },
): Promise<void> {
  await tx.update(shares).set(set).where(eq(shares.id, id))
}

/** Counts one opening of a link's page. */
export async function countView(db: Db, id: string, now: Date): Promise<void> {
  await db
    .update(shares)
    .set({ views: sql`${shares.views} + 1`, lastViewAt: now })
    .where(eq(shares.id, id))
}

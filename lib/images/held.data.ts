import 'server-only'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { images } from '#lib/db/schema/schema.ts'
import type { ImageRow } from './mutations.ts'

/**
 * Whether a waiting picture's turn may come, for queries on `images`: it is held while it lies in the trash, by itself or
 * with its run, and while its maker is suspended or gone. Nobody pays for what nobody is going to see.
 */
export function notHeld(): SQL {
  return sql`(${images.deletedAt} is null and exists (
    select from generations g join people p on p.id = g.person_id
     where g.id = ${images.generationId} and g.deleted_at is null
       and p.suspended_at is null and p.removed_at is null))`
}

/** The waiting pictures of one of these, held or not, in the order of the queue, locked. */
export async function lockWaiting(
  tx: Tx,
  of: { imageIds: string[] } | { generationId: string } | { personId: string },
): Promise<ImageRow[]> {
  const which =
    'imageIds' in of
      ? sql`${images.id} = any(${sql.param(of.imageIds)}::uuid[])`
      : 'personId' in of
        ? eq(images.personId, of.personId)
        : eq(images.generationId, of.generationId)
  return tx
    .select()
    .from(images)
    .where(and(eq(images.status, 'queued'), which))
    .orderBy(asc(images.turn), asc(images.queuedAt))
    .for('update')
}

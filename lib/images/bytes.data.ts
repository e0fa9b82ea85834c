import 'server-only'
import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import { imageVisibleTo } from '#lib/generations/visible.data.ts'
import type { Actor } from '#lib/studio.ts'

export interface StoredImage {
  /** Hex; the key of the original. */
  sha256: string
  mime: string
  bytes: number
  prompt: string
  /** Place in its run, from 0. */
  index: number
}

/**
 * The stored bytes of a picture that the person may see. Their own deleted ones are found too, so that they can be looked
 * at before they are restored.
 *
 * @throws AppError `not_found` where there is none, they may not see it, or it has no bytes.
 */
export async function storedImage(
  db: Db,
  viewer: Pick<Actor, 'personId' | 'role'>,
  imageId: string,
): Promise<StoredImage> {
  return found(db, imageId, imageVisibleTo(viewer))
}

/**
 * The stored bytes of a picture by a link that its maker's program was given: the link's signature was the permission.
 * It ends with the account that it was given to.
 *
 * @throws AppError `not_found`
 */
export async function linkedImage(db: Db, imageId: string): Promise<StoredImage> {
  return found(
    db,
    imageId,
    and(isNull(people.suspendedAt), isNull(people.removedAt), isNull(images.purgedAt)),
  )
}

async function found(db: Db, imageId: string, allowed: SQL | undefined): Promise<StoredImage> {
  const [row] = await db
    .select({
      sha256: images.sha256,
      mime: images.mime,
      bytes: images.bytes,
      prompt: generations.prompt,
      index: images.index,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(and(eq(images.id, imageId), isNotNull(images.sha256), allowed))
  if (!row || row.sha256 === null || row.mime === null || row.bytes === null) throw new AppError('not_found')
  return { ...row, sha256: row.sha256, mime: row.mime, bytes: row.bytes }
}

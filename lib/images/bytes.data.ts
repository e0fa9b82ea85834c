import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'

interface StoredImage {
  /** Hex; the key of the original. */
  sha256: string
  mime: string
  bytes: number
  prompt: string
  /** Place in its run, from 0. */
  index: number
}

/**
 * The stored bytes of a picture the person made. Deleted ones are found too, so that they can be looked at before they
 * are restored.
 *
 * @throws AppError `not_found` where there is none, it is somebody else's, or it has no bytes.
 */
export async function storedImage(db: Db, actor: Actor, imageId: string): Promise<StoredImage> {
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
    .where(and(eq(images.id, imageId), eq(images.personId, actor.personId), isNotNull(images.sha256)))
  if (!row || row.sha256 === null || row.mime === null || row.bytes === null) throw new AppError('not_found')
  return { ...row, sha256: row.sha256, mime: row.mime, bytes: row.bytes }
}

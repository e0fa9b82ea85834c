import 'server-only'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'

/** The stored bytes of one picture of a matrix. */
export interface MatrixPicture {
  /** Hex; names its original and its thumbnails. */
  sha256: string
  mime: string
  /** Of the original. */
  bytes: number
  madeAt: Date
}

/** The stored pictures of a matrix that the person may see and that are not in the trash, by their ids. */
export async function matrixPictures(
  db: Db,
  viewer: Viewer,
  matrixId: string,
): Promise<Map<string, MatrixPicture>> {
  const rows = await db
    .select({
      id: images.id,
      sha256: images.sha256,
      mime: images.mime,
      bytes: images.bytes,
      madeAt: images.madeAt,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(
        eq(generations.matrixId, matrixId),
        isNull(generations.deletedAt),
        isNull(images.deletedAt),
        isNotNull(images.sha256),
        imageVisibleTo(viewer),
      ),
    )
  return new Map(
    rows.flatMap(({ id, sha256, mime, bytes, madeAt }) =>
      sha256 && mime && bytes !== null && madeAt ? [[id, { sha256, mime, bytes, madeAt }] as const] : [],
    ),
  )
}

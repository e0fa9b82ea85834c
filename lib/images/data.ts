import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Cursor, encodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { attempts, generations, images } from '#lib/db/schema/schema.ts'
import { generationById } from '#lib/generations/data.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { toAttemptDto, toImageDto } from './dto.ts'
import type { GalleryPageDto } from './schema.ts'

/** A page of all pictures, newest first: those that succeeded and are not in the trash. */
export async function galleryPage(
  db: Db,
  params: { cursor: Cursor | null; limit: number },
): Promise<GalleryPageDto> {
  const { cursor, limit } = params
  const before = cursor
    ? sql`(${images.madeAt}, ${images.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : undefined
  const rows = await db
    .select({
      id: images.id,
      generationId: images.generationId,
      width: images.width,
      height: images.height,
      thumbHash: images.thumbHash,
      madeAt: images.madeAt,
      prompt: sql<string>`left(${generations.prompt}, 200)`,
      mismatch: images.mismatch,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(eq(images.status, 'succeeded'), isNull(images.deletedAt), isNull(generations.deletedAt), before),
    )
    .orderBy(sql`${images.madeAt} desc`, sql`${images.id} desc`)
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      ...row,
      width: row.width ?? 1,
      height: row.height ?? 1,
      madeAt: row.madeAt?.toISOString() ?? '',
    })),
    nextCursor: rows.length > limit && last?.madeAt ? encodeCursor({ at: last.madeAt, id: last.id }) : null,
  }
}

/** Whether there is a picture of this id, in the trash or not. */
export async function imageExists(db: Db, imageId: string): Promise<boolean> {
  const rows = await db.select({ id: images.id }).from(images).where(eq(images.id, imageId))
  return rows.length === 1
}

/** Everything the viewer shows of one picture, also of one in the trash. */
export async function imageDetail(db: Db, imageId: string): Promise<ImageDetailDto | null> {
  const [row] = await db.select().from(images).where(eq(images.id, imageId))
  if (!row) return null
  const generation = await generationById(db, row.generationId)
  if (!generation) return null
  const calls = await db
    .select()
    .from(attempts)
    .where(eq(attempts.imageId, imageId))
    .orderBy(desc(attempts.number))
  const [expected] = await db
    .select({ expectedWidth: generations.expectedWidth, expectedHeight: generations.expectedHeight })
    .from(generations)
    .where(eq(generations.id, row.generationId))
  return {
    image: toImageDto(row, expected ?? { expectedWidth: 1, expectedHeight: 1 }, calls.length),
    generation,
    attempts: calls.map(toAttemptDto),
  }
}

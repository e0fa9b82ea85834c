import 'server-only'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { attempts, favourites, generations, images, people } from '#lib/db/schema/schema.ts'
import { visibleGeneration } from '#lib/generations/data.ts'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { imageVisibleTo, type Viewer, visibleTo } from '#lib/generations/visible.data.ts'
import { toAttemptDto, toImageDto } from './dto.ts'
import type { GalleryItemDto } from './schema.ts'

/** What a tile needs of `images` joined with their `generations` and `people`. */
export const galleryColumns = {
  id: images.id,
  generationId: images.generationId,
  person: { id: people.id, name: people.name, avatar: people.avatarSha256 },
  private: generations.private,
  width: images.width,
  height: images.height,
  thumbHash: images.thumbHash,
  madeAt: images.madeAt,
  prompt: sql<string>`left(${generations.prompt}, 200)`,
  mismatch: images.mismatch,
  status: images.status,
  rating: images.rating,
}

/** Whether the person has put a heart on the picture of a row of `images`. */
export const isFavourite = (viewer: Viewer) =>
  sql<boolean>`exists (select from ${favourites} where ${favourites.imageId} = ${images.id} and ${favourites.personId} = ${viewer.personId})`

type GalleryRow = Omit<GalleryItemDto, 'width' | 'height' | 'madeAt'> & {
  width: number | null
  height: number | null
  madeAt: Date | null
}

/** A row of `galleryColumns` as the browser sees it. */
export function toGalleryItem(row: GalleryRow): GalleryItemDto {
  return {
    ...row,
    width: row.width ?? 1,
    height: row.height ?? 1,
    madeAt: row.madeAt?.toISOString() ?? '',
  }
}

/** What a gallery shows at all, to whoever may see it: pictures that are there and not in the trash. */
export function showable(viewer: Viewer): SQL | undefined {
  return and(
    eq(images.status, 'succeeded'),
    isNull(images.deletedAt),
    isNull(generations.deletedAt),
    visibleTo(viewer),
  )
}

/** Whether the person may see a picture of this id. */
export async function imageExists(db: Db, viewer: Viewer, imageId: string): Promise<boolean> {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(images.id, imageId), imageVisibleTo(viewer)))
  return rows.length === 1
}

/** Everything the viewer shows of one picture that the person may see; `null` as if there were none. */
export async function imageDetail(
  db: Db | Tx,
  viewer: Viewer,
  imageId: string,
): Promise<ImageDetailDto | null> {
  const [row] = await db
    .select({
      image: images,
      favourite: isFavourite(viewer),
      expected: { expectedWidth: generations.expectedWidth, expectedHeight: generations.expectedHeight },
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(images.id, imageId), imageVisibleTo(viewer)))
  if (!row) return null
  const generation = await visibleGeneration(db, viewer, row.image.generationId)
  if (!generation) return null
  const calls = await db
    .select()
    .from(attempts)
    .where(eq(attempts.imageId, imageId))
    .orderBy(desc(attempts.number))
  return {
    image: toImageDto(row.image, row.expected, calls.length),
    generation,
    attempts: calls.map(toAttemptDto),
    favourite: row.favourite,
  }
}

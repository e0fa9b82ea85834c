import 'server-only'
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '#lib/db/client.ts'
import { generationReferences, generations, images, people, references } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { galleryColumns, isFavourite, showable, toGalleryItem } from '#lib/images/data.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { LineageEdge } from './schema.ts'

// In every query here `images` joined with `generations` is the picture that is found, so that the one rule of who sees
// what (`showable`) decides at each step; the pictures asked about are under other names.
const known = alias(images, 'known')
const knownRun = alias(generations, 'known_run')

/** What these pictures were made from: by their recipe, and by their references. */
export async function madeFrom(db: Db, viewer: Viewer, ids: readonly string[]): Promise<LineageEdge[]> {
  const recipes = await db
    .select({ from: images.id, to: known.id, derivation: knownRun.derivation })
    .from(known)
    .innerJoin(knownRun, eq(knownRun.id, known.generationId))
    .innerJoin(images, eq(images.id, knownRun.parentImageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(inArray(known.id, [...ids]), showable(viewer)))
  // Equal bytes may be several pictures. One stands for them: the one whose recipe was taken up, else the last that was there
  // when the reference was made.
  const used = await db
    .selectDistinctOn([known.id, references.id], { from: images.id, to: known.id })
    .from(known)
    .innerJoin(knownRun, eq(knownRun.id, known.generationId))
    .innerJoin(generationReferences, eq(generationReferences.generationId, knownRun.id))
    .innerJoin(references, eq(references.id, generationReferences.referenceId))
    .innerJoin(images, eq(images.sha256, references.sourceSha256))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(inArray(known.id, [...ids]), ne(images.id, known.id), showable(viewer)))
    .orderBy(
      known.id,
      references.id,
      sql`(${images.id} is not distinct from ${knownRun.parentImageId}) desc`,
      sql`(${images.madeAt} <= ${references.createdAt}) desc`,
      desc(images.madeAt),
    )
  return [
    ...recipes.map((edge) => ({ ...edge, reference: false })),
    ...used.map((edge) => ({ ...edge, reference: true, derivation: null })),
  ]
}

/** What was made from these pictures, the newest first, at most `limit` of each kind. */
export async function madeOf(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  limit: number,
): Promise<LineageEdge[]> {
  const recipes = await db
    .select({
      from: sql<string>`${generations.parentImageId}`,
      to: images.id,
      derivation: generations.derivation,
    })
    .from(generations)
    .innerJoin(images, eq(images.generationId, generations.id))
    .where(and(inArray(generations.parentImageId, [...ids]), showable(viewer)))
    .orderBy(desc(images.madeAt), desc(images.id))
    .limit(limit)
  const used = await db
    .selectDistinct({ from: known.id, to: images.id, madeAt: images.madeAt })
    .from(known)
    .innerJoin(references, eq(references.sourceSha256, known.sha256))
    .innerJoin(generationReferences, eq(generationReferences.referenceId, references.id))
    .innerJoin(generations, eq(generations.id, generationReferences.generationId))
    .innerJoin(images, eq(images.generationId, generations.id))
    .where(and(inArray(known.id, [...ids]), ne(images.id, known.id), showable(viewer)))
    .orderBy(desc(images.madeAt), desc(images.id))
    .limit(limit)
  return [
    ...recipes.map((edge) => ({ ...edge, reference: false })),
    ...used.map(({ from, to }) => ({ from, to, reference: true, derivation: null })),
  ]
}

/** Tiles of pictures by id. For ids that the queries above have found: it asks nobody who looks. */
export async function tiles(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, GalleryItemDto>> {
  const rows = await db
    .select({ ...galleryColumns, favourite: isFavourite(viewer) })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(inArray(images.id, [...ids]))
  return new Map(rows.map((row) => [row.id, toGalleryItem(row)]))
}

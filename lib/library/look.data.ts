import 'server-only'
import { and, asc, eq, gt, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, imageLooks, images, library } from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { listedFor } from './listed.data.ts'
import { ALIKE_WITHIN, lookBits } from './look.ts'
import type { LibraryQuery } from './query.ts'
import { NOTHING, type RankedSearch } from './search.data.ts'

/**
 * The pictures that look like one of ours (but not that one itself), or like a look, the most alike first. `null` where the query asks for
 * neither; a picture that the person may not see, or whose look is not known, is like nothing.
 */
export async function lookSearch(
  db: Db,
  viewer: Viewer,
  { like, look }: Pick<LibraryQuery, 'like' | 'look'>,
): Promise<RankedSearch | null> {
  if (like === null) return look === null ? null : alike(lookBits(look), undefined)
  const [row] = await db
    .select({ look: imageLooks.look })
    .from(imageLooks)
    .innerJoin(images, eq(images.id, imageLooks.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(imageLooks.imageId, like), imageVisibleTo(viewer)))
  return row ? alike(row.look, ne(imageLooks.imageId, like)) : NOTHING
}

function alike(look: string, others: SQL | undefined): RankedSearch {
  const apart = sql`bit_count(${imageLooks.look} # ${look}::bit(256))`
  const near = sql`select ${imageLooks.imageId}, ${apart} as apart from ${imageLooks}
    where ${and(sql`${apart} <= ${ALIKE_WITHIN}`, others)}`
  // As an array, whose pictures are looked up one by one: the planner takes them for a third of all, and would read all.
  const among = (rows: SQL) => sql`${library.imageId} = any(array(select image_id from (${rows}) as alike))`
  return { where: among(near), groups: [{ where: among(sql`select image_id from near`), near }] }
}

/** How many of the pictures that the person may see cannot be compared (yet): of those their look is not known. */
export async function countWithoutLook(db: Db, viewer: Viewer): Promise<number> {
  const known = sql`select from ${imageLooks} where ${imageLooks.imageId} = ${library.imageId}`
  return db.$count(
    library,
    and(listedFor(viewer), eq(library.status, 'succeeded'), sql`not exists (${known})`),
  )
}

/** The next pictures with thumbnails in the order of their ids, and whether their looks are known. */
export async function picturesAfter(
  db: Db,
  after: string,
  limit: number,
): Promise<{ imageId: string; sha256: string | null; known: boolean }[]> {
  return db
    .select({
      imageId: images.id,
      sha256: images.sha256,
      known: sql<boolean>`${imageLooks.imageId} is not null`,
    })
    .from(images)
    .leftJoin(imageLooks, eq(imageLooks.imageId, images.id))
    .where(and(gt(images.id, after), isNotNull(images.thumbsAt), isNull(images.purgedAt)))
    .orderBy(asc(images.id))
    .limit(limit)
}

import 'server-only'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { favourites, generations, images } from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { searchWords } from '#lib/library/words.ts'

/** What a picture bears, and the run it belongs to. */
export interface Marked {
  id: string
  generationId: string
  rating: number | null
  tags: string[]
  note: string
}

/**
 * Locks those of the pictures that the person may see and that are not in the trash, in one order for everybody: two who
 * mark the same pictures come one after the other.
 */
export async function lockMarked(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<Marked[]> {
  return tx
    .select({
      id: images.id,
      generationId: images.generationId,
      rating: images.rating,
      tags: images.tags,
      note: images.note,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(
        inArray(images.id, [...ids]),
        isNull(images.deletedAt),
        isNull(generations.deletedAt),
        imageVisibleTo(viewer),
      ),
    )
    .orderBy(asc(images.id))
    .for('update', { of: images })
}

export async function setRating(tx: Tx, ids: readonly string[], rating: number | null): Promise<void> {
  await tx
    .update(images)
    .set({ rating })
    .where(inArray(images.id, [...ids]))
}

/** Stores tags and notes with the words that a search finds them by, all in one statement. */
export async function setTexts(
  tx: Tx,
  pictures: readonly Pick<Marked, 'id' | 'tags' | 'note'>[],
): Promise<void> {
  const rows = pictures.map(({ id, tags, note }) => ({
    id,
    tags,
    note,
    words: searchWords([...tags, note].join('\n')),
  }))
  await tx.execute(sql`
    update ${images}
       set tags = array(select jsonb_array_elements_text(v.tags)),
           note = v.note,
           mark_words = array_to_tsvector(array(select jsonb_array_elements_text(v.words)))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id uuid, tags jsonb, note text, words jsonb)
     where ${images.id} = v.id`)
}

/** Puts a person's heart on pictures or takes it off. Gives the ids of those that it changed. */
export async function setFavourite(
  tx: Tx,
  params: { personId: string; ids: readonly string[]; favourite: boolean; now: Date },
): Promise<string[]> {
  const { personId, favourite, now } = params
  const ids = [...params.ids]
  const changed = favourite
    ? await tx
        .insert(favourites)
        .values(ids.map((imageId) => ({ personId, imageId, at: now })))
        .onConflictDoNothing()
        .returning({ id: favourites.imageId })
    : await tx
        .delete(favourites)
        .where(and(eq(favourites.personId, personId), inArray(favourites.imageId, ids)))
        .returning({ id: favourites.imageId })
  return changed.map(({ id }) => id)
}

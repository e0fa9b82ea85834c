import 'server-only'
import { and, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type Cursor, encodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { galleryColumns, isFavourite, toGalleryItem } from '#lib/images/data.ts'
import type { TrashPageDto } from './schema.ts'

/** When a picture was put in the trash, by itself or with its run: for queries on `images` joined with their `generations`. */
const trashedAt = sql<Date>`least(${images.deletedAt}, ${generations.deletedAt})`.mapWith(images.deletedAt)

/** What lies in the trash, for the same queries. Two lists, so that each finds its own index. */
export function inTrash(): SQL | undefined {
  const ids = sql`${images.id} in (
    select id from images where deleted_at is not null and purged_at is null
    union all
    select i.id from generations g join images i on i.generation_id = g.id where g.deleted_at is not null)`
  return and(ids, isNull(images.purgedAt))
}

export type TrashScope = 'mine' | 'team'

/** What a person finds in the trash: their own, or with `team` all that they see of it; of some pictures or of all. */
export function trashOf(viewer: Viewer, scope: TrashScope, imageIds?: readonly string[]): SQL | undefined {
  const mine = scope === 'mine' ? eq(images.personId, viewer.personId) : undefined
  const some = imageIds && inArray(images.id, [...imageIds])
  return and(inTrash(), imageVisibleTo(viewer), mine, some)
}

/** What was put in the trash at that moment or before. */
export function trashedBefore(moment: Date): SQL {
  return sql`${trashedAt} <= ${moment.toISOString()}::timestamptz`
}

const DAY_MS = 24 * 60 * 60 * 1000

/** A page of the trash, what was put there last first. */
export async function trashPage(
  db: Db,
  viewer: Viewer,
  params: { scope: TrashScope; cursor: Cursor | null; limit: number; days: number },
): Promise<TrashPageDto> {
  const { cursor, limit, days } = params
  const which = trashOf(viewer, params.scope)
  const before = cursor
    ? sql`(${trashedAt}, ${images.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : undefined
  const from = db
    .select({ ...galleryColumns, favourite: isFavourite(viewer), deletedAt: trashedAt })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
  const rows = await from
    .where(and(which, before))
    .orderBy(sql`${trashedAt} desc`, sql`${images.id} desc`)
    .limit(limit + 1)
  const [total] = await db
    .select({ count: count() })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(which)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ deletedAt, ...row }) => ({
      ...toGalleryItem(row),
      deletedAt: deletedAt.toISOString(),
      leavesAt: new Date(deletedAt.getTime() + days * DAY_MS).toISOString(),
    })),
    count: total?.count ?? 0,
    nextCursor: rows.length > limit && last ? encodeCursor({ at: last.deletedAt, id: last.id }) : null,
  }
}

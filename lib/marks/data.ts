import 'server-only'
import { inArray, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { library } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import type { TagDto } from './schema.ts'
import { cleanTag } from './tags.ts'

/** The tags of some pictures, as far as the person may see them, with how many of these bear each; by name. */
export async function tagsOf(db: Db, viewer: Viewer, imageIds: readonly string[]): Promise<TagDto[]> {
  const { rows } = (await db.execute(sql`
    select tag, count(*)::int as count
      from ${library}, unnest(${library.tags}) as tag
     where ${inArray(library.imageId, [...imageIds])}
       and (not ${library.private} or ${library.personId} = ${viewer.personId})
     group by tag
     order by tag`)) as { rows: TagDto[] }
  return rows
}

/**
 * The tags of the pictures that a person may see, for completion: those that begin with the text, then those that hold it,
 * each by how many pictures bear it.
 */
export async function tagsLike(db: Db, viewer: Viewer, text: string, limit: number): Promise<TagDto[]> {
  const part = cleanTag(text)
  const { rows } = (await db.execute(sql`
    select tag, count(*)::int as count
      from ${library}, unnest(${library.tags}) as tag
     where ${library.tags} <> '{}'
       and (not ${library.private} or ${library.personId} = ${viewer.personId})
       and strpos(tag, ${part}) > 0
     group by tag
     order by starts_with(tag, ${part}) desc, count(*) desc, tag
     limit ${limit}`)) as { rows: TagDto[] }
  return rows
}

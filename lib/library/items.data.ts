import 'server-only'
import { and, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '#lib/db/client.ts'
import { rowsOf } from '#lib/db/rows.ts'
import { generations, images, library, people } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { galleryColumns, isFavourite } from '#lib/images/data.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { AskedQuery } from './asked-query.ts'
import { conditionsOf } from './conditions.data.ts'
import type { Anchor } from './index-format.ts'
import { listedFor } from './listed.data.ts'
import { idAt, listBest, NEWEST, PLACE, placeOf } from './listing.data.ts'
import { LIBRARY_PAGE } from './schema.ts'
import { heldBy } from './search.data.ts'
import { SNIPPET_CHARS, snippet } from './snippet.ts'
import { searchTerms } from './words.ts'

/** Of a prompt, as far as hits are looked for to show what stands around them. */
const SEARCHED_CHARS = 4_000

/**
 * Tiles of what a query finds, in its order.
 *
 * @param range from the picture of one anchor, included, to before that of another; not for ranked answers
 * @param limit at most so many
 */
export async function libraryItems(
  db: Db,
  viewer: Viewer,
  query: AskedQuery,
  { range, limit }: { range: { after: Anchor | null; until: Anchor | null }; limit: number },
): Promise<GalleryItemDto[]> {
  const { where, narrowed, ranking } = await conditionsOf(db, viewer, query)
  const within = and(
    where,
    range.after === null ? undefined : sql`${PLACE} <= ${placeOf(range.after)}`,
    range.until === null ? undefined : sql`${PLACE} > ${placeOf(range.until)}`,
  )
  if (!ranking) {
    const newest = sql`select ${PICKED} from ${library} where ${within} order by ${NEWEST} limit ${limit}`
    return itemsOf(
      db,
      viewer,
      { picked: newest, order: sql`picked.at desc, picked.image_id desc` },
      query.text,
    )
  }
  const found = await listBest(db, narrowed, ranking, limit)
  const ids = Array.from({ length: found.count }, (_, place) => idAt(found.ids, place))
  return itemsById(db, viewer, ids, query.text)
}

/** Tiles of pictures by id, in the order given; those that are not there for this person are left out. */
export async function itemsById(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  text: string,
): Promise<GalleryItemDto[]> {
  if (ids.length === 0) return []
  // One array: two hundred parameters take the driver longer than the answer.
  const asked = sql.param(ids.slice(0, LIBRARY_PAGE))
  const picked = sql`select ${PICKED}, asked.place
    from unnest(${asked}::uuid[]) with ordinality as asked(id, place)
    join ${library} on ${library.imageId} = asked.id where ${listedFor(viewer)}`
  return itemsOf(db, viewer, { picked, order: sql`picked.place` }, text)
}

const PICKED = sql`${library.imageId}, ${library.personId}, ${library.at}`

/**
 * Pictures with what their tiles need, in one statement and as one value: parted in rows and columns they would take the
 * drivers longer than the database.
 */
async function itemsOf(
  db: Db,
  viewer: Viewer,
  { picked, order }: { picked: SQL; order: SQL },
  text: string,
): Promise<GalleryItemDto[]> {
  const searched = text.trim() !== ''
  const item = named({
    ...galleryColumns,
    person: sql`json_build_object('id', ${people.id}, 'name', ${people.name}, 'avatar', ${people.avatarSha256})`,
    width: sql`coalesce(${images.width}, ${generations.expectedWidth})`,
    height: sql`coalesce(${images.height}, ${generations.expectedHeight})`,
    madeAt: sql`picked.at`,
    prompt: sql`left(${generations.prompt}, ${searched ? SEARCHED_CHARS : SNIPPET_CHARS}::int)`,
    favourite: isFavourite(viewer),
    ...(searched && { tags: images.tags, note: images.note }),
  })
  const [row] = await rowsOf<{ items: string | null }>(
    db,
    sql`select json_agg(item)::text as items from (
      select ${item} from (${picked}) as picked
        join ${images} on ${images.id} = picked.image_id
        join ${generations} on ${generations.id} = ${images.generationId}
        join ${people} on ${people.id} = picked.person_id
       order by ${order}) as item`,
  )
  const items: (GalleryItemDto & Texts)[] = JSON.parse(row?.items ?? '[]')
  return items.map(({ tags = [], note = '', ...item }) => {
    const told = { ...item, madeAt: new Date(item.madeAt).toISOString() }
    if (!searched) return told
    const found = foundBeside(item.prompt, { tags, note }, text)
    return { ...told, prompt: snippet(item.prompt, text), ...(found.length > 0 && { found }) }
  })
}

/** What a search looks at beside the prompt. */
interface Texts {
  tags?: string[]
  note?: string
}

/** The tags and the part of the note that hold what a prompt does not hold of a search. */
function foundBeside(prompt: string, { tags, note }: Required<Texts>, text: string): string[] {
  if (tags.length === 0 && note === '') return []
  const missing = searchTerms(text).filter((term) => !heldBy(prompt, term))
  const holds = (candidate: string) => missing.some((term) => heldBy(candidate, term))
  return [...tags.filter(holds), ...(note !== '' && holds(note) ? [snippet(note, text)] : [])]
}

/** Columns under the names they have as JSON. */
function named(columns: Record<string, SQL | PgColumn>): SQL {
  return sql.join(
    Object.entries(columns).map(([name, value]) => sql`${value} as ${sql.identifier(name)}`),
    sql`, `,
  )
}

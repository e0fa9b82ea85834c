import 'server-only'
import { and, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { boardVisibleTo } from '#lib/boards/data.ts'
import type { Db } from '#lib/db/client.ts'
import { rowsOf } from '#lib/db/rows.ts'
import { boardImages, boards, favourites, kits, library, people } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import type { AskedQuery } from './asked-query.ts'
import { conditionsOf } from './conditions.data.ts'
import { EVERYTHING, LIBRARY_STATUSES, type LibraryQuery } from './query.ts'
import type { Facet, FacetDto } from './schema.ts'

type Values = FacetDto['values']

/** What of a query a facet's own counts leave aside. Tags narrow one another, so theirs stay. */
const OWN: Record<Facet, readonly (keyof LibraryQuery)[]> = {
  person: ['people'],
  board: ['board'],
  model: ['models'],
  size: ['tiers'],
  ratio: ['ratios'],
  favourite: ['favourite'],
  rating: ['rating'],
  tag: [],
  references: ['references'],
  kit: ['kit'],
  status: ['statuses'],
}

const MOST_TAGS = 100

/** How many pictures each value of a filter would leave, of those that the person may see; the most first. */
export async function facetOf(db: Db, viewer: Viewer, facet: Facet, query: AskedQuery): Promise<Values> {
  const others = { ...query, ...Object.fromEntries(OWN[facet].map((key) => [key, EVERYTHING[key]])) }
  if (facet === 'status') return ofStatuses(db, viewer, others)
  const { where } = await conditionsOf(db, viewer, others)
  switch (facet) {
    case 'person':
      return labelled(db, await inOrder(db, where, library.personId, [library.private]), people)
    case 'kit':
      return labelled(db, await plain(db, where, library.kitId), kits)
    case 'board':
      return onBoards(db, viewer, where)
    case 'model':
      return inOrder(db, where, library.model, [library.private, library.personId])
    case 'size':
      return plain(db, where, library.tier)
    case 'ratio':
      return plain(db, where, library.ratio)
    case 'favourite':
      return hearts(db, viewer, where)
    case 'rating':
      return atLeast(await plain(db, where, library.rating))
    case 'references':
      return (await plain(db, where, library.withReferences)).map(({ value, ...rest }) => ({
        ...rest,
        value: value === 'true' ? 'with' : 'without',
      }))
    case 'tag':
      return tags(db, where)
  }
}

/** Of statuses all are counted, not only what a query shows that asks for none; each part by its own index. */
async function ofStatuses(db: Db, viewer: Viewer, query: AskedQuery): Promise<Values> {
  const [made, ...unmade] = LIBRARY_STATUSES
  const succeeded = await conditionsOf(db, viewer, { ...query, statuses: [made] })
  const others = await conditionsOf(db, viewer, { ...query, statuses: unmade })
  const count = await db.$count(library, succeeded.where)
  const rest = await plain(db, others.where, library.status)
  return count === 0 ? rest : [{ value: made, label: null, count }, ...rest]
}

async function plain(db: Db, where: SQL | undefined, column: PgColumn): Promise<Values> {
  const rows = await db
    .select({ value: sql<string | null>`${column}::text`, count: count() })
    .from(library)
    .where(where)
    .groupBy(column)
    .orderBy(desc(count()), column)
  return values(rows)
}

/**
 * The same for one of the first columns of `library_values`, with those before it: counted in the order of that index they
 * need no hashing, which is most of the work.
 */
async function inOrder(
  db: Db,
  where: SQL | undefined,
  column: PgColumn,
  before: PgColumn[],
): Promise<Values> {
  const rows = await rowsOf<{ value: string | null; count: number }>(
    db,
    sql`select value, sum(part)::int as count from (
        select ${column}::text as value, count(*) as part from ${library} where ${where}
         group by ${sql.join([...before, column], sql`, `)}) as parts
      group by value order by 2 desc, 1`,
  )
  return values(rows)
}

const values = (rows: { value: string | null; count: number }[]): Values =>
  rows.flatMap(({ value, count }) => (value === null ? [] : { value, label: null, count }))

async function labelled(db: Db, counts: Values, named: typeof people | typeof kits): Promise<Values> {
  const names = await db.select({ id: named.id, name: named.name }).from(named)
  const labels = new Map(names.map(({ id, name }) => [id, name]))
  return counts.map((value) => ({ ...value, label: labels.get(value.value) ?? null }))
}

/** The pictures that hang somewhere are looked up one by one: the planner would read all there are. */
async function onBoards(db: Db, viewer: Viewer, where: SQL | undefined): Promise<Values> {
  return rowsOf(
    db,
    sql`with hung as materialized (
        select ${boardImages.boardId}, ${boardImages.imageId} from ${boardImages}
          join ${boards} on ${boards.id} = ${boardImages.boardId}
         where ${and(isNull(boards.deletedAt), boardVisibleTo(viewer))}),
      found as materialized (
        select ${library.imageId} from ${library}
         where ${and(sql`${library.imageId} = any(array(select image_id from hung))`, where)})
      select ${boards.id} as value, ${boards.name} as label, count
        from (select board_id, count(*)::int as count from hung join found using (image_id) group by 1) as counts
        join ${boards} on ${boards.id} = board_id order by count desc, ${boards.name}`,
  )
}

async function hearts(db: Db, viewer: Viewer, where: SQL | undefined): Promise<Values> {
  const [row] = await db
    .select({ count: count() })
    .from(favourites)
    .innerJoin(library, eq(library.imageId, favourites.imageId))
    .where(and(where, eq(favourites.personId, viewer.personId)))
  return [{ value: '1', label: null, count: row?.count ?? 0 }]
}

/** Stars from 5 to 1: pictures with so many or more. */
function atLeast(exact: Values): Values {
  return [5, 4, 3, 2, 1].map((stars) => ({
    value: String(stars),
    label: null,
    count: exact.reduce((sum, one) => (Number(one.value) >= stars ? sum + one.count : sum), 0),
  }))
}

async function tags(db: Db, where: SQL | undefined): Promise<Values> {
  const rows = await rowsOf<{ value: string; count: number }>(
    db,
    sql`select value, count(*)::int as count from (
        select unnest(${library.tags}) as value from ${library} where ${and(sql`${library.tags} <> '{}'`, where)}) as tags
      group by value order by 2 desc, 1 limit ${MOST_TAGS}`,
  )
  return rows.map((row) => ({ ...row, label: null }))
}

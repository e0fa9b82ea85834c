import 'server-only'
import { and, desc, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { rowsOf } from '#lib/db/rows.ts'
import { library } from '#lib/db/schema/schema.ts'
import { RANKED_MOST } from './index-format.ts'
import type { RankedGroup } from './search.data.ts'

/*
 * Pictures as they are listed: 8 bytes of `spot` and 16 of id each, all in one value. A hundred thousand rows would take the
 * database and its driver seconds to hand over one by one, and as base64 they pass through both at once.
 */

/** Pictures in their order, as many as both arrays hold. */
export interface Listed {
  count: number
  /** `library.spot`, big-endian, 8 bytes each. */
  spots: Buffer
  /** 16 bytes each. */
  ids: Buffer
}

interface Row {
  count: number
  spots: string | null
  ids: string | null
}

/** Newest first; the id breaks ties, so that no picture is met twice or missed. */
export const NEWEST = sql.join([desc(library.at), desc(library.imageId)], sql`, `)

/** The rows of a query that gives `spot` and `image_id` in an order. */
async function listed(db: Db, rows: SQL): Promise<Listed> {
  const [row] = await rowsOf<Row>(
    db,
    sql`select count(*)::int as count, encode(string_agg(int8send(spot), ''), 'base64') as spots,
      encode(string_agg(uuid_send(image_id), ''), 'base64') as ids from (${rows}) as part`,
  )
  const bytes = (text: string | null | undefined) => Buffer.from(text ?? '', 'base64')
  return { count: row?.count ?? 0, spots: bytes(row?.spots), ids: bytes(row?.ids) }
}

function joined(parts: readonly Listed[]): Listed {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    spots: Buffer.concat(parts.map(({ spots }) => spots)),
    ids: Buffer.concat(parts.map(({ ids }) => ids)),
  }
}

/** Milliseconds since 1970 of one of them. */
export const timeOf = (spots: Buffer, place: number) =>
  spots.readInt32BE(place * 8) * 65_536 + spots.readUInt16BE(place * 8 + 4)

/** `shapeCode` of one of them. */
export const shapeOf = (spots: Buffer, place: number) => spots.readUInt16BE(place * 8 + 6)

/** A picture's id as text. */
export function idAt(ids: Buffer, place: number): string {
  const hex = ids.toString('hex', place * 16, place * 16 + 16)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A moment and an id as a row is compared with. */
export const placeOf = ({ at, id }: { at: number; id: string }) =>
  sql`(${new Date(at).toISOString()}::timestamptz, ${id}::uuid)`

/** What a row's own place is compared as. */
export const PLACE = sql`(${library.at}, ${library.imageId})`

/** Pictures of one statement: the embedded database serves nobody else meanwhile. */
const PART = 20_000

/** All pictures of a condition, the newest first. */
export async function listNewest(
  db: Db,
  where: SQL | undefined,
  limit = Number.POSITIVE_INFINITY,
): Promise<Listed> {
  const parts: Listed[] = []
  let after: SQL | undefined
  for (let left = limit; left > 0; ) {
    const most = Math.min(PART, left)
    const part = await listed(
      db,
      sql`select spot, image_id from ${library} where ${and(where, after)} order by ${NEWEST} limit ${most}`,
    )
    parts.push(part)
    if (part.count < most) break
    left -= part.count
    const last = part.count - 1
    after = sql`${PLACE} < ${placeOf({ at: timeOf(part.spots, last), id: idAt(part.ids, last) })}`
  }
  return joined(parts)
}

/** Of a group, the newest whose prompts are read to find what comes first in it. */
const READ_MOST = 500

/** The best of ranked groups, each under a condition. */
export async function listBest(
  db: Db,
  where: SQL | undefined,
  groups: readonly RankedGroup[],
  limit = RANKED_MOST,
): Promise<Listed> {
  const parts: Listed[] = []
  let left = limit
  for (const group of groups) {
    if (left <= 0) break
    const part = await listGroup(db, group, and(where, group.where), left)
    parts.push(cut(part, left))
    left -= part.count
  }
  return joined(parts)
}

async function listGroup(
  db: Db,
  { first, near }: RankedGroup,
  where: SQL | undefined,
  limit: number,
): Promise<Listed> {
  if (near) {
    return listed(
      db,
      sql`with near as materialized (${near}) select ${library.spot}, ${library.imageId}
        from ${library} join near on near.image_id = ${library.imageId}
        where ${where} order by near.apart, ${NEWEST} limit ${limit}`,
    )
  }
  if (!first) return listNewest(db, where, limit)
  return withFirst(db, await listNewest(db, where, Math.max(limit, READ_MOST)), first)
}

function cut({ count, spots, ids }: Listed, limit: number): Listed {
  return {
    count: Math.min(count, limit),
    spots: spots.subarray(0, limit * 8),
    ids: ids.subarray(0, limit * 16),
  }
}

/** Puts before all others those of the newest that meet a condition. */
async function withFirst(db: Db, newest: Listed, first: SQL): Promise<Listed> {
  const read = Array.from({ length: Math.min(newest.count, READ_MOST) }, (_, place) =>
    idAt(newest.ids, place),
  )
  if (read.length < 2) return newest
  const rows = await rowsOf<{ image_id: string }>(
    db,
    sql`select image_id from ${library} where image_id = any(${sql.param(read)}::uuid[]) and ${first}`,
  )
  const meet = new Set(rows.map((row) => row.image_id))
  const places = Array.from({ length: newest.count }, (_, place) => place)
  const ahead = places.filter((place) => meet.has(read[place] ?? ''))
  const order = [...ahead, ...places.filter((place) => !meet.has(read[place] ?? ''))]
  const sorted = (bytes: Buffer, size: number) =>
    Buffer.concat(order.map((place) => bytes.subarray(place * size, (place + 1) * size)))
  return { count: newest.count, spots: sorted(newest.spots, 8), ids: sorted(newest.ids, 16) }
}

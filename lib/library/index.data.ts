import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { library } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import type { AskedQuery } from './asked-query.ts'
import { conditionsOf } from './conditions.data.ts'
import { ANCHOR_EVERY, encodeIndex, RANKED_MOST } from './index-format.ts'
import { type Listed, listBest, listNewest, shapeOf, timeOf } from './listing.data.ts'

const HOUR_MS = 3_600_000

/** The whole shape of what a query finds, for this person: see `index-format.ts`. */
export async function libraryIndex(
  db: Db,
  viewer: Viewer,
  query: AskedQuery,
): Promise<Uint8Array<ArrayBuffer>> {
  const { where, narrowed, ranking } = await conditionsOf(db, viewer, query)
  if (!ranking) return encoded(await listNewest(db, where), null)
  const best = await listBest(db, narrowed, ranking)
  return encoded(best, best.count < RANKED_MOST ? best.count : await countOf(db, where))
}

/** @param found how many there are of a ranked answer, of which the best are listed */
function encoded({ count, spots, ids }: Listed, found: number | null): Uint8Array<ArrayBuffer> {
  const hours = Int32Array.from({ length: count }, (_, place) => Math.floor(timeOf(spots, place) / HOUR_MS))
  const shapes = Uint16Array.from({ length: count }, (_, place) => shapeOf(spots, place))
  const none = new Uint8Array()
  if (found !== null) return encodeIndex({ count: found, hours, shapes, ids, anchors: none })
  const anchors = Buffer.alloc(Math.ceil(count / ANCHOR_EVERY) * 24)
  for (let place = 0, at = 0; place < count; place += ANCHOR_EVERY, at += 24) {
    anchors.writeDoubleLE(timeOf(spots, place), at)
    ids.copy(anchors, at + 8, place * 16, place * 16 + 16)
  }
  return encodeIndex({ count, hours, shapes, ids: none, anchors })
}

/** How many pictures a query finds that the person may see. */
export async function libraryCount(db: Db, viewer: Viewer, query: AskedQuery): Promise<number> {
  return countOf(db, (await conditionsOf(db, viewer, query)).where)
}

async function countOf(db: Db, where: SQL | undefined): Promise<number> {
  return db.$count(library, where)
}

/**
 * Ids of what a query finds, in its order: 16 bytes each. What a ranked answer does not list follows by date.
 *
 * @param count at most so many from `start`; `null` for all
 */
export async function libraryIds(
  db: Db,
  viewer: Viewer,
  query: AskedQuery,
  { start, count }: { start: number; count: number | null },
): Promise<Buffer> {
  const { where, narrowed, ranking } = await conditionsOf(db, viewer, query)
  const until = count === null ? Number.POSITIVE_INFINITY : start + count
  const part = (ids: Buffer) => ids.subarray(start * 16, count === null ? undefined : until * 16)
  if (!ranking) return part((await listNewest(db, where, until)).ids)
  const best = await listBest(db, narrowed, ranking)
  if (best.count < RANKED_MOST || until <= best.count) return part(best.ids)
  return part(withRest(best.ids, (await listNewest(db, where)).ids))
}

/** Ids with those of others behind them that are not among them. */
function withRest(ids: Buffer, others: Buffer): Buffer {
  const keyAt = (bytes: Buffer, at: number) => bytes.toString('latin1', at, at + 16)
  const known = new Set<string>()
  for (let at = 0; at < ids.length; at += 16) known.add(keyAt(ids, at))
  const rest: Buffer[] = []
  for (let at = 0; at < others.length; at += 16) {
    if (!known.has(keyAt(others, at))) rest.push(others.subarray(at, at + 16))
  }
  return Buffer.concat([ids, ...rest])
}

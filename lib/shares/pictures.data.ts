import 'server-only'
import { and, asc, desc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { boardImages, boards, generations, images, shareImages, shares } from '#lib/db/schema/schema.ts'
import type { ShareDto, ShareKind } from './schema.ts'

/** A picture as a link shows it. */
export interface SharedPicture {
  /** Its number on the page and in addresses, from 1. Of a chosen set it never changes, whatever else is taken away. */
  n: number
  /** SHA-256 of the original, hex. */
  sha256: string
  mime: string
  bytes: number
  /** Real pixels. */
  width: number
  height: number
  thumbHash: string | null
  madeAt: Date
  prompt: string
  model: string
  ratio: string
  tier: string | null
}

/** Enough of a link to find its pictures. */
export interface SharePictures {
  id: string
  kind: ShareKind
}

/**
 * What a link may show, for queries that join `shares`, `images` and `generations`: finished pictures that are not in the
 * trash, and of private ones only those of the link's own maker.
 */
const shown = and(
  eq(images.status, 'succeeded'),
  isNull(images.deletedAt),
  isNull(generations.deletedAt),
  or(eq(generations.private, false), eq(generations.personId, shares.makerId)),
)

/** A board's own order, for queries that join `boards`, `board_images` and `images`. */
const boardOrder = [
  sql`case when ${boards.sort} = 'hand' then ${boardImages.position} end`,
  desc(images.madeAt),
  desc(images.id),
]

const COLUMNS = {
  sha256: sql<string>`coalesce(${images.sha256}, '')`,
  mime: sql<string>`coalesce(${images.mime}, '')`,
  bytes: sql<number>`coalesce(${images.bytes}, 0)`.mapWith(Number),
  width: sql<number>`coalesce(${images.width}, 1)`,
  height: sql<number>`coalesce(${images.height}, 1)`,
  thumbHash: images.thumbHash,
  madeAt: sql<Date>`coalesce(${images.madeAt}, ${images.queuedAt})`.mapWith(images.queuedAt),
  prompt: generations.prompt,
  model: generations.model,
  ratio: generations.ratio,
  tier: generations.tier,
}

/** What a link shows now, in its order. */
export async function sharedPictures(db: Db, share: SharePictures): Promise<SharedPicture[]> {
  return share.kind === 'board' ? livePictures(db, share.id) : keptPictures(db, share.id, undefined)
}

/** The picture of a number, or `null` where the link shows none of it. */
export async function sharedPicture(db: Db, share: SharePictures, n: number): Promise<SharedPicture | null> {
  // The number of a live board's picture is its place among what is shown now.
  const pictures =
    share.kind === 'board'
      ? await livePictures(db, share.id, { offset: n - 1, limit: 1 })
      : await keptPictures(db, share.id, n)
  return pictures[0] ?? null
}

async function keptPictures(db: Db, shareId: string, n: number | undefined): Promise<SharedPicture[]> {
  return db
    .select({ n: sql<number>`${shareImages.position} + 1`, ...COLUMNS })
    .from(shareImages)
    .innerJoin(shares, eq(shares.id, shareImages.shareId))
    .innerJoin(images, eq(images.id, shareImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(
        eq(shareImages.shareId, shareId),
        shown,
        n === undefined ? undefined : eq(shareImages.position, n - 1),
      ),
    )
    .orderBy(asc(shareImages.position))
}

async function livePictures(
  db: Db,
  shareId: string,
  part?: { offset: number; limit: number },
): Promise<SharedPicture[]> {
  const pictures = db
    .select(COLUMNS)
    .from(boardImages)
    .innerJoin(boards, eq(boards.id, boardImages.boardId))
    .innerJoin(shares, eq(shares.boardId, boards.id))
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(shares.id, shareId), shown))
    .orderBy(...boardOrder)
    .$dynamic()
  const rows = await (part ? pictures.offset(part.offset).limit(part.limit) : pictures)
  return rows.map((row, index) => ({ n: (part?.offset ?? 0) + index + 1, ...row }))
}

/** Of the ids, the finished pictures that a person may put on a link: the team's, and their own private ones. */
export async function sharableImages(
  db: Db | Tx,
  personId: string,
  imageIds: string[],
): Promise<Set<string>> {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(inArray(images.id, imageIds), sharableBy(personId)))
  return new Set(rows.map(({ id }) => id))
}

/** Ids of a board's pictures in its order, those that the person may put on a link. */
export async function sharableBoardImages(db: Db | Tx, personId: string, boardId: string): Promise<string[]> {
  const rows = await db
    .select({ id: images.id })
    .from(boardImages)
    .innerJoin(boards, eq(boards.id, boardImages.boardId))
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(boardImages.boardId, boardId), sharableBy(personId)))
    .orderBy(...boardOrder)
  return rows.map(({ id }) => id)
}

const sharableBy = (personId: string) =>
  and(
    eq(images.status, 'succeeded'),
    isNull(images.deletedAt),
    isNull(generations.deletedAt),
    or(eq(generations.private, false), eq(generations.personId, personId)),
  )

/** Pictures on a link's row in the list. */
const COVER = 4

type Cover = Pick<ShareDto, 'count' | 'cover'>

/** Number and first pictures of links, as somebody who sees the list may know them: nobody else's private pictures. */
export async function shareCovers(db: Db, personId: string, shareIds: string[]): Promise<Map<string, Cover>> {
  if (shareIds.length === 0) return new Map()
  const visible = and(
    inArray(shares.id, shareIds),
    shown,
    or(eq(generations.private, false), eq(generations.personId, personId)),
  )
  const columns = (order: SQL) => ({
    shareId: sql<string>`${shares.id}`.as('share_id'),
    id: sql<string>`${images.id}`.as('image_id'),
    width: images.width,
    height: images.height,
    thumbHash: images.thumbHash,
    count: sql<number>`count(*) over (partition by ${shares.id})::int`.as('pictures'),
    place: sql<number>`row_number() over (partition by ${shares.id} order by ${order})::int`.as('place'),
  })
  const kept = db
    .select(columns(sql`${shareImages.position}`))
    .from(shareImages)
    .innerJoin(shares, eq(shares.id, shareImages.shareId))
    .innerJoin(images, eq(images.id, shareImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(visible)
  const live = db
    .select(columns(sql.join(boardOrder, sql`, `)))
    .from(boardImages)
    .innerJoin(boards, eq(boards.id, boardImages.boardId))
    .innerJoin(shares, and(eq(shares.boardId, boards.id), eq(shares.kind, 'board')))
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(visible, isNull(boards.deletedAt)))
  const found = kept.unionAll(live).as('found')
  const rows = await db.select().from(found).where(lte(found.place, COVER)).orderBy(asc(found.place))
  const covers = new Map<string, Cover>()
  for (const row of rows) {
    const known = covers.get(row.shareId) ?? { count: row.count, cover: [] }
    known.cover.push({
      id: row.id,
      width: row.width ?? 1,
      height: row.height ?? 1,
      thumbHash: row.thumbHash,
    })
    covers.set(row.shareId, known)
  }
  return covers
}

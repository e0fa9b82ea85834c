import 'server-only'
import { and, asc, desc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { PersonRef } from '#lib/accounts/schema.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { boardImages, boards, generations, images, people } from '#lib/db/schema/schema.ts'
import { galleryColumns, isFavourite, showable, toGalleryItem } from '#lib/images/data.ts'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import type { Actor } from '#lib/studio.ts'
import { rightsOn } from './access.ts'
import { type BoardCursor, encodeBoardCursor } from './cursor.ts'
import type { BoardDto, BoardRef } from './schema.ts'

/** Pictures on a board's tile. */
const COVER = 4

/** The boards that a person can tell to exist: the team's, and their own. Admins see no private boards of others. */
export function boardVisibleTo(actor: Pick<Actor, 'personId'>): SQL | undefined {
  return or(eq(boards.ownerId, actor.personId), ne(boards.access, 'private'))
}

/** People who can own boards: with an account, not suspended, and more than viewers. */
export function ownsBoards(): SQL | undefined {
  return and(ne(people.role, 'viewer'), isNull(people.suspendedAt), isNull(people.removedAt))
}

/** All boards that the person sees, archived ones too, the last changed first. */
export async function boardsFor(db: Db, actor: Actor): Promise<BoardDto[]> {
  return boardDtos(db, actor, undefined)
}

/** A board, or `null` where there is none for this person. */
export async function boardFor(db: Db, actor: Actor, id: string): Promise<BoardDto | null> {
  const [board] = await boardDtos(db, actor, eq(boards.id, id))
  return board ?? null
}

async function boardDtos(db: Db, actor: Actor, which: SQL | undefined): Promise<BoardDto[]> {
  const shown = showable(actor)
  const count = db
    .select({ count: sql<number>`count(*)::int`.as('count') })
    .from(boardImages)
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(boardImages.boardId, boards.id), shown))
    .as('shown_count')
  const rows = await db
    .select({
      board: boards,
      owner: { id: people.id, name: people.name, avatar: people.avatarSha256 },
      count: count.count,
    })
    .from(boards)
    .innerJoin(people, eq(people.id, boards.ownerId))
    .innerJoinLateral(count, sql`true`)
    .where(and(isNull(boards.deletedAt), boardVisibleTo(actor), which))
    .orderBy(desc(boards.changedAt), desc(boards.id))
  const covers = await coversOf(
    db,
    shown,
    rows.filter((row) => row.count > 0).map(({ board }) => board.id),
  )
  return rows.map(({ board, owner, count }) => ({
    id: board.id,
    owner,
    name: board.name,
    description: board.description,
    access: board.access,
    sort: board.sort,
    count,
    cover: covers.get(board.id) ?? [],
    createdAt: board.createdAt.toISOString(),
    changedAt: board.changedAt.toISOString(),
    archivedAt: board.archivedAt?.toISOString() ?? null,
    can: rightsOn(actor, board),
  }))
}

async function coversOf(
  db: Db,
  shown: SQL | undefined,
  boardIds: string[],
): Promise<Map<string, BoardDto['cover']>> {
  if (boardIds.length === 0) return new Map()
  const first = db
    .select({
      id: images.id,
      width: images.width,
      height: images.height,
      thumbHash: images.thumbHash,
    })
    .from(boardImages)
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(eq(boardImages.boardId, boards.id), shown))
    .orderBy(
      sql`(${boardImages.imageId} is not distinct from ${boards.coverImageId}) desc`,
      sql`case when ${boards.sort} = 'hand' then ${boardImages.position} end`,
      desc(images.madeAt),
      desc(images.id),
    )
    .limit(COVER)
    .as('first_pictures')
  const rows = await db
    .select({
      boardId: boards.id,
      id: first.id,
      width: first.width,
      height: first.height,
      thumbHash: first.thumbHash,
    })
    .from(boards)
    .innerJoinLateral(first, sql`true`)
    .where(inArray(boards.id, boardIds))
  const covers = new Map<string, BoardDto['cover']>()
  for (const { boardId, width, height, ...picture } of rows) {
    const cover = covers.get(boardId) ?? []
    cover.push({ ...picture, width: width ?? 1, height: height ?? 1 })
    covers.set(boardId, cover)
  }
  return covers
}

/** A page of a board's pictures in its order, or `null` where there is no such board for this person. */
export async function boardImagesPage(
  db: Db,
  actor: Actor,
  params: { boardId: string; cursor: BoardCursor | null; limit: number },
): Promise<GalleryPageDto | null> {
  const { boardId, cursor, limit } = params
  const [board] = await db
    .select({ sort: boards.sort })
    .from(boards)
    .where(and(eq(boards.id, boardId), isNull(boards.deletedAt), boardVisibleTo(actor)))
  if (!board) return null
  const sort = cursor?.sort ?? board.sort
  const rows = await db
    .select({ ...galleryColumns, favourite: isFavourite(actor), position: boardImages.position })
    .from(boardImages)
    .innerJoin(images, eq(images.id, boardImages.imageId))
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(and(eq(boardImages.boardId, boardId), showable(actor), after(cursor)))
    .orderBy(
      ...(sort === 'hand'
        ? [asc(boardImages.position), asc(boardImages.imageId)]
        : [desc(images.madeAt), desc(images.id)]),
    )
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(({ position: _, ...row }) => toGalleryItem(row)),
    nextCursor: last
      ? encodeBoardCursor(
          sort === 'hand'
            ? { sort, position: last.position, id: last.id }
            : { sort, at: last.madeAt ?? new Date(0), id: last.id },
        )
      : null,
  }
}

function after(cursor: BoardCursor | null): SQL | undefined {
  if (!cursor) return undefined
  return cursor.sort === 'hand'
    ? sql`(${boardImages.position}, ${boardImages.imageId}) > (${cursor.position}::float8, ${cursor.id}::uuid)`
    : sql`(${images.madeAt}, ${images.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
}

/** Those of the ids that are finished pictures which the person may see, in the order given, each once. */
export async function visibleImages(db: Db | Tx, actor: Actor, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: images.id })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(and(inArray(images.id, ids), showable(actor)))
  const known = new Set(rows.map((row) => row.id))
  return [...new Set(ids)].filter((id) => known.has(id))
}

/** The boards a picture is on, of those that the person sees, by name; `null` where they may not see the picture. */
export async function boardsOfImage(db: Db, actor: Actor, imageId: string): Promise<BoardRef[] | null> {
  if ((await visibleImages(db, actor, [imageId])).length === 0) return null
  return db
    .select({ id: boards.id, name: boards.name })
    .from(boardImages)
    .innerJoin(boards, eq(boards.id, boardImages.boardId))
    .where(and(eq(boardImages.imageId, imageId), isNull(boards.deletedAt), boardVisibleTo(actor)))
    .orderBy(asc(boards.name), asc(boards.id))
}

/** To whom a board can be given, by name; `null` for whoever may not give it away. */
export async function boardHeirs(db: Db, actor: Actor, boardId: string): Promise<PersonRef[] | null> {
  const board = await boardFor(db, actor, boardId)
  if (!board?.can.transfer) return null
  return db
    .select({ id: people.id, name: people.name, avatar: people.avatarSha256 })
    .from(people)
    .where(and(ownsBoards(), ne(people.id, board.owner.id)))
    .orderBy(asc(people.name), asc(people.id))
}

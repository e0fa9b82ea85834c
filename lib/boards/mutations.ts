import 'server-only'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, max, ne, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { boardImages, boards, people } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import { boardVisibleTo, ownsBoards } from './data.ts'
import type { Places } from './schema.ts'

export type BoardRow = typeof boards.$inferSelect

export async function insertBoard(tx: Tx, row: typeof boards.$inferInsert): Promise<void> {
  await tx.insert(boards).values(row)
}

/** Holds a board that the person sees until the transaction ends: its changes come one after another. */
export async function lockBoard(
  tx: Tx,
  actor: Actor,
  id: string,
  which: 'there' | 'deleted' = 'there',
): Promise<BoardRow | null> {
  const state = which === 'there' ? isNull(boards.deletedAt) : isNotNull(boards.deletedAt)
  const [row] = await tx
    .select()
    .from(boards)
    .where(and(eq(boards.id, id), state, boardVisibleTo(actor)))
    .for('update')
  return row ?? null
}

export async function updateBoard(
  tx: Tx,
  id: string,
  change: Partial<Omit<BoardRow, 'id' | 'createdAt'>> & { changedAt: Date },
): Promise<void> {
  await tx.update(boards).set(change).where(eq(boards.id, id))
}

/**
 * Puts pictures at the end, in this order, or in the places they had before; those on it already keep theirs. One that
 * finds its place taken comes right before the picture that took it. Returns how many are new.
 */
export async function insertBoardImages(
  tx: Tx,
  params: { boardId: string; imageIds: string[]; places: Places; addedBy: string; addedAt: Date },
): Promise<number> {
  const { boardId, imageIds, places, addedBy, addedAt } = params
  if (imageIds.length === 0) return 0
  const [last] = await tx
    .select({ position: max(boardImages.position) })
    .from(boardImages)
    .where(eq(boardImages.boardId, boardId))
  const next = Math.floor(last?.position ?? 0) + 1
  const inserted = await tx
    .insert(boardImages)
    .values(
      imageIds.map((imageId, index) => {
        const position = places[imageId] ?? next + index
        return { boardId, imageId, position, addedBy, addedAt }
      }),
    )
    .onConflictDoNothing()
    .returning({ imageId: boardImages.imageId })
  const back = inserted.flatMap(({ imageId }) => {
    const position = places[imageId]
    return position === undefined ? [] : { imageId, position }
  })
  for (const { imageId, before } of await withPlaceTaken(tx, boardId, back)) {
    await moveBoardImage(tx, { boardId, imageId, before })
  }
  return inserted.length
}

/** Those of the pictures that stand where another one does, each with the one that was there before them. */
async function withPlaceTaken(
  tx: Tx,
  boardId: string,
  pictures: { imageId: string; position: number }[],
): Promise<{ imageId: string; before: string }[]> {
  if (pictures.length === 0) return []
  const imageIds = pictures.map(({ imageId }) => imageId)
  const positions = pictures.map(({ position }) => position)
  const taken = await tx
    .select({ imageId: boardImages.imageId, position: boardImages.position })
    .from(boardImages)
    .where(
      and(
        eq(boardImages.boardId, boardId),
        inArray(boardImages.position, positions),
        notInArray(boardImages.imageId, imageIds),
      ),
    )
    .orderBy(asc(boardImages.imageId))
  return pictures.flatMap(({ imageId, position }) => {
    const there = taken.find((other) => other.position === position)
    return there ? { imageId, before: there.imageId } : []
  })
}

/** Takes pictures off a board. Returns the places of those that were on it. */
export async function deleteBoardImages(tx: Tx, boardId: string, imageIds: string[]): Promise<Places> {
  const removed = await tx
    .delete(boardImages)
    .where(and(eq(boardImages.boardId, boardId), inArray(boardImages.imageId, imageIds)))
    .returning({ imageId: boardImages.imageId, position: boardImages.position })
  return Object.fromEntries(removed.map(({ imageId, position }) => [imageId, position]))
}

/** Those of the ids that are on the board. */
export async function imagesOnBoard(tx: Tx, boardId: string, imageIds: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ imageId: boardImages.imageId })
    .from(boardImages)
    .where(and(eq(boardImages.boardId, boardId), inArray(boardImages.imageId, imageIds)))
  return new Set(rows.map((row) => row.imageId))
}

/**
 * Moves a picture right before another, or to the end, between whatever neighbours lie there (also pictures that the
 * mover may not see). Where no number is left between the two, all are numbered afresh.
 */
export async function moveBoardImage(
  tx: Tx,
  params: { boardId: string; imageId: string; before: string | null },
): Promise<void> {
  const position = (await placeBefore(tx, params)) ?? (await renumbered(tx, params))
  await tx
    .update(boardImages)
    .set({ position })
    .where(and(eq(boardImages.boardId, params.boardId), eq(boardImages.imageId, params.imageId)))
}

/** The middle between the neighbours; `null` where floating point has none. */
async function placeBefore(
  tx: Tx,
  { boardId, imageId, before }: { boardId: string; imageId: string; before: string | null },
): Promise<number | null> {
  const others = and(eq(boardImages.boardId, boardId), ne(boardImages.imageId, imageId))
  const [next] = before
    ? await tx
        .select({ position: boardImages.position })
        .from(boardImages)
        .where(and(others, eq(boardImages.imageId, before)))
    : []
  const [previous] = await tx
    .select({ position: boardImages.position })
    .from(boardImages)
    .where(and(others, next ? lt(boardImages.position, next.position) : undefined))
    .orderBy(desc(boardImages.position))
    .limit(1)
  if (!next) return (previous?.position ?? 0) + 1
  if (!previous) return next.position - 1
  const middle = previous.position + (next.position - previous.position) / 2
  return middle > previous.position && middle < next.position ? middle : null
}

async function renumbered(
  tx: Tx,
  params: { boardId: string; imageId: string; before: string | null },
): Promise<number> {
  const places = tx
    .select({
      imageId: boardImages.imageId,
      place:
        sql<number>`row_number() over (order by ${asc(boardImages.position)}, ${asc(boardImages.imageId)})`.as(
          'place',
        ),
    })
    .from(boardImages)
    .where(eq(boardImages.boardId, params.boardId))
    .as('places')
  await tx
    .update(boardImages)
    .set({ position: sql`${places.place}` })
    .from(places)
    .where(and(eq(boardImages.boardId, params.boardId), eq(boardImages.imageId, places.imageId)))
  const position = await placeBefore(tx, params)
  if (position === null) throw new Error('whole numbers have no middle')
  return position
}

/** Whether a board can be given to the person. */
export async function canOwnBoards(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), ownsBoards()))
  return rows.length === 1
}

import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { AuditAction } from '#lib/audit/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { rightsOn } from './access.ts'
import { boardFor, visibleImages } from './data.ts'
import {
  type BoardRow,
  canOwnBoards,
  deleteBoardImages,
  imagesOnBoard,
  insertBoard,
  insertBoardImages,
  lockBoard,
  moveBoardImage,
  updateBoard,
} from './mutations.ts'
import type {
  BoardAddedDto,
  BoardChange,
  BoardDto,
  BoardInput,
  BoardOrderInput,
  BoardRemovedDto,
  Places,
} from './schema.ts'

type Context = Pick<Studio, 'db' | 'events' | 'now'>
type Details = Record<string, string | number | boolean | null>

/** Makes a board, empty. It belongs to whoever makes it. */
export async function createBoard(studio: Context, actor: Actor, input: BoardInput): Promise<BoardDto> {
  if (!may(actor.role, 'make')) throw new AppError('forbidden')
  const now = studio.now()
  const id = crypto.randomUUID()
  await studio.db.transaction(async (tx) => {
    const board = { ...input, id, ownerId: actor.personId, createdAt: now, changedAt: now }
    await insertBoard(tx, board)
    await tell(studio, tx, { actor, action: 'board.made', after: board })
  })
  return existing(studio, actor, id)
}

/**
 * Changes a board. Its order may be switched by whoever changes its pictures, the rest by owner and admins. Only the
 * owner makes it private: to anybody else it would be gone.
 *
 * @throws AppError `not_found` also for a cover that is not on the board for this person.
 */
export async function changeBoard(
  studio: Context,
  actor: Actor,
  id: string,
  change: BoardChange,
): Promise<BoardDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const board = await locked(tx, actor, id)
    const can = rightsOn(actor, board)
    const { sort, archived, ...managed } = change
    if (sort !== undefined && !can.edit && !can.manage) throw new AppError('forbidden')
    if ((archived !== undefined || Object.keys(managed).length > 0) && !can.manage) {
      throw new AppError('forbidden')
    }
    if (managed.access === 'private' && !can.hide) throw new AppError('forbidden')
    if (managed.coverImageId) await requireOnBoard(tx, actor, id, [managed.coverImageId])
    const archivedAt =
      archived === undefined ? {} : { archivedAt: archived ? (board.archivedAt ?? now) : null }
    const next = { ...managed, ...(sort && { sort }), ...archivedAt }
    await updateBoard(tx, id, { ...next, changedAt: now })
    await tell(studio, tx, {
      actor,
      action: archived === true ? 'board.archived' : 'board.changed',
      before: board,
      after: { ...board, ...next },
      details: changesOf(board, change),
    })
  })
  return existing(studio, actor, id)
}

/** Takes a board out of every list; `restoreBoard` brings it back. Its pictures stay where else they are. */
export async function deleteBoard(studio: Context, actor: Actor, id: string): Promise<void> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const board = await managed(tx, actor, id)
    await updateBoard(tx, id, { deletedAt: now, changedAt: now })
    await tell(studio, tx, { actor, action: 'board.deleted', before: board, after: board })
  })
}

/** Undoes `deleteBoard`; for whoever could have deleted it. */
export async function restoreBoard(studio: Context, actor: Actor, id: string): Promise<BoardDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const board = await lockBoard(tx, actor, id, 'deleted')
    // To anybody else a deleted board is gone like one that never was.
    if (board && rightsOn(actor, board).manage) {
      await updateBoard(tx, id, { deletedAt: null, changedAt: now })
      await tell(studio, tx, { actor, action: 'board.restored', before: board, after: board })
    }
  })
  return existing(studio, actor, id)
}

/**
 * Puts pictures that the person may see on a board, at its end; those on it already stay as they are.
 *
 * @param places where `removeFromBoard` took pictures away, to put them back there
 */
export async function addToBoard(
  studio: Context,
  actor: Actor,
  id: string,
  imageIds: string[],
  places: Places = {},
): Promise<BoardAddedDto> {
  const now = studio.now()
  return studio.db.transaction(async (tx) => {
    const board = await edited(tx, actor, id)
    const known = await visibleImages(tx, actor, imageIds)
    if (known.length === 0) throw new AppError('not_found')
    const added = await insertBoardImages(tx, {
      boardId: id,
      imageIds: known,
      places,
      addedBy: actor.personId,
      addedAt: now,
    })
    if (added > 0) await pictureChange(studio, tx, { actor, board, now, details: { added } })
    return {
      added,
      already: known.length - added,
      missing: new Set(imageIds).size - known.length,
    }
  })
}

/**
 * Takes pictures off a board. Those that are not on it, or not for this person, are passed over. The cover stays named:
 * it is one as long as it is on the board, also when it comes back.
 */
export async function removeFromBoard(
  studio: Context,
  actor: Actor,
  id: string,
  imageIds: string[],
): Promise<BoardRemovedDto> {
  const now = studio.now()
  return studio.db.transaction(async (tx) => {
    const board = await edited(tx, actor, id)
    const known = await visibleImages(tx, actor, imageIds)
    if (known.length === 0) return { places: {} }
    const places = await deleteBoardImages(tx, id, known)
    const removed = Object.keys(places).length
    if (removed === 0) return { places }
    await pictureChange(studio, tx, { actor, board, now, details: { removed } })
    return { places }
  })
}

/**
 * Puts a picture right before another one, or at the end (`before: null`), in the order by hand.
 *
 * @throws AppError `not_found` where one of the two is not on the board for this person.
 */
export async function orderBoard(
  studio: Context,
  actor: Actor,
  id: string,
  { imageId, before }: BoardOrderInput,
): Promise<void> {
  await studio.db.transaction(async (tx) => {
    const board = await edited(tx, actor, id)
    await requireOnBoard(tx, actor, id, before === null ? [imageId] : [imageId, before])
    if (imageId === before) return
    await moveBoardImage(tx, { boardId: id, imageId, before })
    // Not in the audit log: one sitting of arranging would fill it.
    await pictureChange(studio, tx, { actor, board, now: studio.now() })
  })
}

/**
 * Gives a board to another person. By its owner or an admin who sees it; whoever only edits it cannot.
 *
 * @throws AppError `invalid_input` where the person cannot own boards.
 */
export async function transferBoard(
  studio: Context,
  actor: Actor,
  id: string,
  personId: string,
): Promise<void> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const board = await locked(tx, actor, id)
    if (!rightsOn(actor, board).transfer) throw new AppError('forbidden')
    if (!(await canOwnBoards(tx, personId))) {
      throw new AppError('invalid_input', {
        field: 'personId',
        params: { problem: 'not an active member' },
      })
    }
    if (board.ownerId === personId) return
    await updateBoard(tx, id, { ownerId: personId, changedAt: now })
    await tell(studio, tx, {
      actor,
      action: 'board.transferred',
      before: board,
      after: { ...board, ownerId: personId },
      details: { from: board.ownerId, to: personId },
    })
  })
}

async function existing(studio: Context, actor: Actor, id: string): Promise<BoardDto> {
  const board = await boardFor(studio.db, actor, id)
  if (!board) throw new AppError('not_found')
  return board
}

async function locked(tx: Tx, actor: Actor, id: string): Promise<BoardRow> {
  const board = await lockBoard(tx, actor, id)
  if (!board) throw new AppError('not_found')
  return board
}

async function managed(tx: Tx, actor: Actor, id: string): Promise<BoardRow> {
  const board = await locked(tx, actor, id)
  if (!rightsOn(actor, board).manage) throw new AppError('forbidden')
  return board
}

async function edited(tx: Tx, actor: Actor, id: string): Promise<BoardRow> {
  const board = await locked(tx, actor, id)
  if (!rightsOn(actor, board).edit) throw new AppError('forbidden')
  return board
}

async function requireOnBoard(tx: Tx, actor: Actor, boardId: string, imageIds: string[]): Promise<void> {
  const visible = await visibleImages(tx, actor, imageIds)
  const there = await imagesOnBoard(tx, boardId, visible)
  if (imageIds.some((imageId) => !there.has(imageId))) throw new AppError('not_found')
}

async function pictureChange(
  studio: Context,
  tx: Tx,
  { actor, board, now, details }: { actor: Actor; board: BoardRow; now: Date; details?: Details },
): Promise<void> {
  await updateBoard(tx, board.id, { changedAt: now })
  const told = { actor, before: board, after: board }
  await tell(studio, tx, details ? { ...told, action: 'board.changed', details } : told)
}

/** What was changed, for the log; texts only by name. */
function changesOf(board: BoardRow, change: BoardChange): Details {
  return {
    ...(change.name !== undefined &&
      change.name !== board.name && { oldName: board.name, newName: change.name }),
    ...(change.description !== undefined && { description: true }),
    ...(change.access !== undefined && { oldAccess: board.access, newAccess: change.access }),
    ...(change.sort !== undefined && { sort: change.sort }),
    ...(change.coverImageId !== undefined && { cover: change.coverImageId }),
    ...(change.archived !== undefined && { archived: change.archived }),
  }
}

/**
 * Announces an act to those who see the board or could until now, and logs it. A board that is private before and after
 * is its owner's alone: admins read the log, and must not learn from it that there is one.
 */
async function tell(
  studio: Context,
  tx: Tx,
  act: {
    actor: Actor
    action?: AuditAction
    before?: BoardRow
    after: Pick<BoardRow, 'id' | 'name' | 'ownerId' | 'access'>
    details?: Details
  },
): Promise<void> {
  const states = act.before ? [act.before, act.after] : [act.after]
  const hidden = states.every(({ access }) => access === 'private')
  await studio.events.announce(tx, {
    type: 'board',
    id: act.after.id,
    to: hidden ? [...new Set(states.map(({ ownerId }) => ownerId))] : null,
  })
  if (hidden || !act.action) return
  await recordAudit(tx, {
    at: studio.now(),
    actor: act.actor,
    action: act.action,
    target: { type: 'board', id: act.after.id, name: act.after.name },
    ...(act.details && { details: act.details }),
  })
}

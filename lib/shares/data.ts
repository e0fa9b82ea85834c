import 'server-only'
import { and, desc, eq, gt, isNull, ne, or, type SQL } from 'drizzle-orm'
import { may } from '#lib/accounts/roles.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { boards, people, shares } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'
import { shareCovers } from './pictures.data.ts'
import type { ShareDto } from './schema.ts'

export type ShareRow = typeof shares.$inferSelect

/** A link that is not revoked, as far as strangers may know of it. */
export type LivingShare = ShareRow & { makerName: string }

/**
 * The link of a token's hash, or `null` where there is none that works now: never made, rotated away, revoked, expired, its
 * maker suspended or removed, its board deleted, or a live board that its maker does not see any more.
 */
export async function livingShare(db: Db, tokenHash: string, now: Date): Promise<LivingShare | null> {
  const boardThere = and(
    isNull(boards.deletedAt),
    or(eq(shares.kind, 'board_snapshot'), eq(boards.ownerId, shares.makerId), ne(boards.access, 'private')),
  )
  const [row] = await db
    .select({ share: shares, makerName: people.name })
    .from(shares)
    .innerJoin(people, eq(people.id, shares.makerId))
    .leftJoin(boards, eq(boards.id, shares.boardId))
    .where(
      and(
        eq(shares.tokenHash, tokenHash),
        isNull(shares.revokedAt),
        or(isNull(shares.expiresAt), gt(shares.expiresAt, now)),
        isNull(people.suspendedAt),
        isNull(people.removedAt),
        or(eq(shares.kind, 'images'), boardThere),
      ),
    )
  return row ? { ...row.share, makerName: row.makerName } : null
}

/** Whose links a person can tell to exist: their own; for admins everybody's. */
const visibleTo = (actor: Actor) =>
  may(actor.role, 'administer') ? undefined : eq(shares.makerId, actor.personId)

/** The link itself, locked until the transaction ends. @throws AppError `not_found` */
export async function shareForChange(tx: Tx, actor: Actor, id: string): Promise<ShareRow> {
  const [row] = await tx
    .select()
    .from(shares)
    .where(and(eq(shares.id, id), visibleTo(actor)))
    .for('update')
  if (!row) throw new AppError('not_found')
  return row
}

/** Links, newest first: one's own, or with `all` everybody's. */
export async function sharesFor(
  db: Db,
  actor: Actor,
  params: { all: boolean; now: Date },
): Promise<ShareDto[]> {
  return shareDtos(db, actor, params.now, params.all ? undefined : eq(shares.makerId, actor.personId))
}

/** @throws AppError `not_found` */
export async function shareFor(db: Db, actor: Actor, params: { id: string; now: Date }): Promise<ShareDto> {
  const [share] = await shareDtos(db, actor, params.now, eq(shares.id, params.id))
  if (!share) throw new AppError('not_found')
  return share
}

async function shareDtos(db: Db, actor: Actor, now: Date, which: SQL | undefined): Promise<ShareDto[]> {
  const rows = await db
    .select({
      share: shares,
      maker: { id: people.id, name: people.name, avatar: people.avatarSha256 },
      board: { id: boards.id, name: boards.name, access: boards.access, ownerId: boards.ownerId },
    })
    .from(shares)
    .innerJoin(people, eq(people.id, shares.makerId))
    .leftJoin(boards, and(eq(boards.id, shares.boardId), isNull(boards.deletedAt)))
    .where(and(which, visibleTo(actor)))
    .orderBy(desc(shares.createdAt), desc(shares.id))
  const covers = await shareCovers(
    db,
    actor.personId,
    rows.map(({ share }) => share.id),
  )
  return rows.map(({ share, maker, board }) => ({
    id: share.id,
    maker,
    kind: share.kind,
    // Admins see that a link of a private board of somebody else is there, and not which board.
    board:
      board && (board.ownerId === actor.personId || board.access !== 'private')
        ? { id: board.id, name: board.name }
        : null,
    title: share.title,
    note: share.note,
    allowDownload: share.allowDownload,
    showPrompt: share.showPrompt,
    showMaker: share.showMaker,
    expiresAt: share.expiresAt?.toISOString() ?? null,
    hasPassword: share.passwordHash !== null,
    state: stateOf(share, now),
    ...(covers.get(share.id) ?? { count: 0, cover: [] }),
    createdAt: share.createdAt.toISOString(),
    views: share.views,
    lastViewAt: share.lastViewAt?.toISOString() ?? null,
  }))
}

function stateOf({ revokedAt, expiresAt }: ShareRow, now: Date): ShareDto['state'] {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt <= now ? 'expired' : 'active'
}

/**
 * Whether a person may put a board on a link: its owner may, and admins any board that they see.
 *
 * @throws AppError `not_found` where there is no such board for them, `forbidden` where it is somebody else's to share
 */
export async function checkSharableBoard(db: Db | Tx, actor: Actor, boardId: string): Promise<void> {
  const [board] = await db
    .select({ ownerId: boards.ownerId })
    .from(boards)
    .where(
      and(
        eq(boards.id, boardId),
        isNull(boards.deletedAt),
        or(eq(boards.ownerId, actor.personId), ne(boards.access, 'private')),
      ),
    )
  if (!board) throw new AppError('not_found')
  if (board.ownerId !== actor.personId && !may(actor.role, 'administer')) throw new AppError('forbidden')
}

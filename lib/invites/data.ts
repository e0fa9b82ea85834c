import 'server-only'
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { may } from '#lib/accounts/roles.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { invites, people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'
import { tokenHash } from '#lib/tokens.ts'
import type { InviteDto, InviteState, OpenInvite } from './schema.ts'

type InviteRow = typeof invites.$inferSelect

/** How long an invitation that is over stays in the list. */
const LISTED_MS = 30 * 86_400_000
const LISTED = 200

function stateOf(row: InviteRow, now: Date): InviteState {
  if (row.usedAt) return 'used'
  if (row.revokedAt) return 'revoked'
  return row.expiresAt <= now ? 'expired' : 'pending'
}

const maker = alias(people, 'maker')
const user = alias(people, 'accepter')

const select = (db: Db | Tx) =>
  db
    .select({
      invite: invites,
      invitedBy: { id: maker.id, name: maker.name, avatar: maker.avatarSha256 },
      usedBy: { id: user.id, name: user.name, avatar: user.avatarSha256 },
    })
    .from(invites)
    .innerJoin(maker, eq(maker.id, invites.invitedBy))
    .leftJoin(user, eq(user.id, invites.usedBy))

function toInviteDto({ invite, invitedBy, usedBy }: Awaited<ReturnType<typeof select>>[number], now: Date) {
  return {
    id: invite.id,
    role: invite.role,
    email: invite.email,
    state: stateOf(invite, now),
    invitedBy,
    createdAt: invite.createdAt.toISOString(),
    expiresAt: invite.expiresAt.toISOString(),
    usedBy,
  } satisfies InviteDto
}

/** The invitations of the last weeks, newest first, for admins. @throws AppError `not_found` for others */
export async function listInvites(db: Db, actor: Actor, now: Date): Promise<InviteDto[]> {
  if (!may(actor.role, 'administer')) throw new AppError('not_found')
  const since = new Date(now.getTime() - LISTED_MS)
  const rows = await select(db)
    .where(gt(invites.createdAt, since))
    .orderBy(desc(invites.createdAt), desc(invites.id))
    .limit(LISTED)
  return rows.map((row) => toInviteDto(row, now))
}

/** One invitation as admins see it. */
export async function inviteById(db: Db | Tx, id: string, now: Date): Promise<InviteDto | null> {
  const [row] = await select(db).where(eq(invites.id, id))
  return row ? toInviteDto(row, now) : null
}

/** What the holder of a link may know; `null` for a link that was used, revoked, is over or never was, without a difference. */
export async function openInvite(db: Db, token: string, now: Date): Promise<OpenInvite | null> {
  const [row] = await select(db).where(and(eq(invites.tokenHash, tokenHash(token)), acceptable(now)))
  if (!row) return null
  return { role: row.invite.role, email: row.invite.email, invitedBy: row.invitedBy.name }
}

/** An invitation that can be accepted now. */
export const acceptable = (now: Date) =>
  and(isNull(invites.usedAt), isNull(invites.revokedAt), gt(invites.expiresAt, now))

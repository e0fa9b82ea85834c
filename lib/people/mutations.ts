import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { PASSWORD_PROVIDER } from '#lib/accounts/credentials.mutations.ts'
import type { Role } from '#lib/accounts/roles.ts'
import type { BoardAccess } from '#lib/boards/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import {
  apiKeys,
  boards,
  credentials,
  invites,
  passwordLinks,
  people,
  shares,
} from '#lib/db/schema/schema.ts'
import type { PersonRow } from './data.ts'

/** Of the transaction's advisory lock under which people are administered. */
const PEOPLE_LOCK = 728_462

/**
 * Lets one transaction at a time administer people: what it read of roles stays true until it commits. Two owners who
 * demote each other, or an admin who invites while losing the role, come one after the other.
 */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${PEOPLE_LOCK})`)
}

/** A person who was not removed, locked. */
export async function lockPerson(tx: Tx, personId: string): Promise<PersonRow | null> {
  const [row] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.removedAt)))
    .for('update')
  return row ?? null
}

/** Sets role or suspension; gives the row as it is then. */
export async function updatePerson(
  tx: Tx,
  personId: string,
  change: { role?: Role; suspendedAt?: Date | null; updatedAt: Date },
): Promise<PersonRow> {
  const [row] = await tx.update(people).set(change).where(eq(people.id, personId)).returning()
  if (!row) throw new Error(`person ${personId} is locked and not there`)
  return row
}

/**
 * Ends what a person handed out and nobody has used: invitations, and password links for others. Somebody who loses
 * their rights must not come back by a link they kept.
 *
 * @returns how many invitations it were
 */
export async function revokeHandedOut(tx: Tx, personId: string, now: Date): Promise<number> {
  await tx.delete(passwordLinks).where(and(eq(passwordLinks.madeBy, personId), isNull(passwordLinks.usedAt)))
  const revoked = await tx
    .update(invites)
    .set({ revokedAt: now })
    .where(and(eq(invites.invitedBy, personId), isNull(invites.usedAt), isNull(invites.revokedAt)))
    .returning({ id: invites.id })
  return revoked.length
}

/** Passes a person's boards on; gives them. */
export async function passBoards(
  tx: Tx,
  params: { from: string; to: string; now: Date },
): Promise<{ id: string; name: string; access: BoardAccess }[]> {
  return tx
    .update(boards)
    .set({ ownerId: params.to, changedAt: params.now })
    .where(eq(boards.ownerId, params.from))
    .returning({ id: boards.id, name: boards.name, access: boards.access })
}

/**
 * Ends an account whose sessions have ended. The row stays with the name, for the pictures; the address, the picture of
 * the person and the password go, and their share links end. Identities at a provider stay, as a mark: who has one would come back as somebody new.
 */
export async function clearPerson(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .delete(credentials)
    .where(and(eq(credentials.personId, personId), eq(credentials.providerId, PASSWORD_PROVIDER)))
  await tx.delete(apiKeys).where(eq(apiKeys.personId, personId))
  await tx.delete(passwordLinks).where(eq(passwordLinks.personId, personId))
  await tx
    .update(shares)
    .set({ revokedAt: now, changedAt: now })
    .where(and(eq(shares.makerId, personId), isNull(shares.revokedAt)))
  await tx.update(invites).set({ email: null }).where(eq(invites.usedBy, personId))
  await tx
    .update(people)
    .set({
      removedAt: now,
      updatedAt: now,
      email: null,
      emailVerified: false,
      role: 'viewer',
      suspendedAt: null,
      avatarSha256: null,
      locale: null,
      theme: null,
    })
    .where(eq(people.id, personId))
}

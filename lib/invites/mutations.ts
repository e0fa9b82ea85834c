import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Role } from '#lib/accounts/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { invites, people } from '#lib/db/schema/schema.ts'
import { tokenHash } from '#lib/tokens.ts'
import { acceptable } from './data.ts'

export async function insertInvite(tx: Tx, row: typeof invites.$inferInsert): Promise<void> {
  await tx.insert(invites).values(row)
}

/** Takes an invitation back that nobody has accepted. @returns whether it could be */
export async function revokeInvite(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(invites)
    .set({ revokedAt: now })
    .where(and(eq(invites.id, id), isNull(invites.usedAt), isNull(invites.revokedAt)))
    .returning({ id: invites.id })
  return rows.length > 0
}

/** Marks an invitation as used, once: of two who accept at the same time the second gets `null`. */
export async function spendInvite(
  tx: Tx,
  token: string,
  now: Date,
): Promise<{ id: string; role: Role; email: string | null; invitedBy: string } | null> {
  const [row] = await tx
    .update(invites)
    .set({ usedAt: now })
    .where(and(eq(invites.tokenHash, tokenHash(token)), acceptable(now)))
    .returning({ id: invites.id, role: invites.role, email: invites.email, invitedBy: invites.invitedBy })
  return row ?? null
}

/** Notes who came by an invitation. */
export async function setInviteUser(tx: Tx, id: string, personId: string): Promise<void> {
  await tx.update(invites).set({ usedBy: personId }).where(eq(invites.id, id))
}

/** Makes a person's row. @returns false where the address belongs to somebody */
export async function insertPerson(
  tx: Tx,
  row: { id: string; name: string; email: string; role: Role; createdAt: Date; updatedAt: Date },
): Promise<boolean> {
  const rows = await tx
    .insert(people)
    .values(row)
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  return rows.length > 0
}

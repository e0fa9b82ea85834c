import 'server-only'
import { and, eq, lt, ne } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { people, sessions, verifications } from '#lib/db/schema/schema.ts'

/** Writes down that a session was used, and when it ends from there. */
export async function touchSession(
  db: Db,
  used: { id: string; personId: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { id, personId, now, expiresAt } = used
  await db.update(sessions).set({ updatedAt: now, expiresAt }).where(eq(sessions.id, id))
  await db.update(people).set({ lastSeenAt: now }).where(eq(people.id, personId))
}

/** Writes down that a person was here. */
export async function touchPerson(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx.update(people).set({ lastSeenAt: now }).where(eq(people.id, personId))
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, id))
}

/** Ends all sessions of a person but one; returns how many. */
export async function deleteSessions(tx: Tx, personId: string, except?: string): Promise<number> {
  const others = except === undefined ? undefined : ne(sessions.id, except)
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), others))
    .returning({ id: sessions.id })
  return ended.length
}

/** Removes sessions and states of signing in whose time is over. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
  await db.delete(verifications).where(lt(verifications.expiresAt, now))
}

import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { people } from '#lib/db/schema/schema.ts'

/** The owner's row is there from the first start: what was made before accounts existed belongs to it. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001'

/** Makes sure that the owner's row is there. Safe to repeat. */
export async function ensureOwner(db: Db): Promise<void> {
  await db.insert(people).values({ id: OWNER_ID, name: 'Owner', role: 'owner' }).onConflictDoNothing()
}

/** Gives the owner's row its account; false where it has one. */
export async function claimOwner(
  tx: Tx,
  owner: { name: string; email: string; now: Date },
): Promise<boolean> {
  const { name, email, now } = owner
  const claimed = await tx
    .update(people)
    .set({ name, email, updatedAt: now })
    .where(and(eq(people.id, OWNER_ID), isNull(people.email)))
    .returning({ id: people.id })
  return claimed.length > 0
}

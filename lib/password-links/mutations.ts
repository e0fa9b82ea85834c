import 'server-only'
import { and, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { passwordLinks } from '#lib/db/schema/schema.ts'
import { tokenHash } from '#lib/tokens.ts'

/**
 * Keeps a new link in place of the person's older one of the same origin: a stranger who asks for a letter does not end
 * the link that an admin made.
 */
export async function replacePasswordLink(tx: Tx, row: typeof passwordLinks.$inferInsert): Promise<void> {
  const sameOrigin = row.madeBy ? isNotNull(passwordLinks.madeBy) : isNull(passwordLinks.madeBy)
  await tx
    .delete(passwordLinks)
    .where(and(eq(passwordLinks.personId, row.personId), isNull(passwordLinks.usedAt), sameOrigin))
  await tx.insert(passwordLinks).values(row)
}

/**
 * Marks a link as used, once, and ends the person's others.
 *
 * @returns whose password it sets and which admin made it; `null` where somebody was quicker, or the time is over
 */
export async function spendPasswordLink(
  tx: Tx,
  token: string,
  now: Date,
): Promise<{ id: string; personId: string; madeBy: string | null } | null> {
  const [row] = await tx
    .update(passwordLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(passwordLinks.tokenHash, tokenHash(token)),
        isNull(passwordLinks.usedAt),
        gt(passwordLinks.expiresAt, now),
      ),
    )
    .returning({ id: passwordLinks.id, personId: passwordLinks.personId, madeBy: passwordLinks.madeBy })
  if (!row) return null
  await tx
    .delete(passwordLinks)
    .where(and(eq(passwordLinks.personId, row.personId), ne(passwordLinks.id, row.id)))
  return row
}

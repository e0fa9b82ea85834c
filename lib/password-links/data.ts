import 'server-only'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { PASSWORD_PROVIDER } from '#lib/accounts/credentials.mutations.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { credentials, passwordLinks, people } from '#lib/db/schema/schema.ts'
import { tokenHash } from '#lib/tokens.ts'

/** Whom a link is for. */
export interface LinkedPerson {
  personId: string
  name: string
  email: string
}

/**
 * The person whose password a link sets; `null` for a link that was used, replaced, is over or never was, and for
 * somebody who is suspended or gone: without a difference.
 */
export async function openPasswordLink(db: Db | Tx, token: string, now: Date): Promise<LinkedPerson | null> {
  const [row] = await db
    .select({ personId: people.id, name: people.name, email: people.email })
    .from(passwordLinks)
    .innerJoin(people, eq(people.id, passwordLinks.personId))
    .where(
      and(
        eq(passwordLinks.tokenHash, tokenHash(token)),
        isNull(passwordLinks.usedAt),
        gt(passwordLinks.expiresAt, now),
        isNull(people.suspendedAt),
        isNull(people.removedAt),
      ),
    )
  if (!row || row.email === null) return null
  return { ...row, email: row.email }
}

/**
 * Who may have a new password sent to this address: somebody who is not suspended and signs in with a password. Who
 * comes by the OpenID provider would get a second way in that the provider knows nothing of.
 */
export async function personToRemind(
  db: Db,
  email: string,
): Promise<{ id: string; name: string; locale: string | null } | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name, locale: people.locale })
    .from(people)
    .innerJoin(
      credentials,
      and(eq(credentials.personId, people.id), eq(credentials.providerId, PASSWORD_PROVIDER)),
    )
    .where(and(eq(people.email, email), isNull(people.suspendedAt), isNull(people.removedAt)))
  return row ?? null
}

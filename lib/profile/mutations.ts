import 'server-only'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { PASSWORD_PROVIDER } from '#lib/accounts/credentials.mutations.ts'
import type { Tx } from '#lib/db/client.ts'
import { credentials, passwordLinks, people, sessions } from '#lib/db/schema/schema.ts'
import type { ProfileChange } from './schema.ts'

type Changes = Partial<
  Pick<typeof people.$inferInsert, 'name' | 'locale' | 'theme' | 'newPrivate' | 'avatarSha256'>
> & { choices?: ProfileChange['choices'] }

interface Named {
  name: string
  avatarSha256: string | null
}

/**
 * Changes a person's row and tells what it held before. The row stays locked until the transaction ends.
 *
 * @returns `null` where there is no such person any more
 */
export async function changePerson(
  tx: Tx,
  params: { personId: string; changes: Changes; at: Date },
): Promise<Named | null> {
  const here = and(eq(people.id, params.personId), isNull(people.removedAt))
  const [before] = await tx
    .select({ name: people.name, avatarSha256: people.avatarSha256 })
    .from(people)
    .where(here)
    .for('update')
  if (!before) return null
  const { choices, ...changes } = params.changes
  const merged = choices && { choices: sql`${people.choices} || ${JSON.stringify(choices)}::jsonb` }
  await tx
    .update(people)
    .set({ ...changes, ...merged, updatedAt: params.at })
    .where(here)
  return before
}

/**
 * Gives a person another password and ends the links with which somebody could set one.
 *
 * @param params.from the hash that was checked: whoever changed it meanwhile was quicker
 * @returns whether it was changed
 */
export async function replacePassword(
  tx: Tx,
  params: { personId: string; from: string; to: string; at: Date },
): Promise<boolean> {
  const { personId, from, to, at } = params
  const changed = await tx
    .update(credentials)
    .set({ password: to, updatedAt: at })
    .where(
      and(
        eq(credentials.personId, personId),
        eq(credentials.providerId, PASSWORD_PROVIDER),
        eq(credentials.password, from),
      ),
    )
    .returning({ id: credentials.id })
  if (changed.length === 0) return false
  await tx
    .update(passwordLinks)
    .set({ expiresAt: at })
    .where(
      and(
        eq(passwordLinks.personId, personId),
        isNull(passwordLinks.usedAt),
        gt(passwordLinks.expiresAt, at),
      ),
    )
  return true
}

/** Ends one of a person's sessions; gives its user agent, or `null` where there is no such session. */
export async function removeSession(
  tx: Tx,
  params: { personId: string; id: string },
): Promise<{ userAgent: string | null } | null> {
  const [ended] = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, params.id), eq(sessions.personId, params.personId)))
    .returning({ userAgent: sessions.userAgent })
  return ended ?? null
}

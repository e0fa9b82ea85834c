import 'server-only'
import { and, eq } from 'drizzle-orm'
import { PASSWORD_PROVIDER } from '#lib/accounts/credentials.mutations.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { credentials, people } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import type { Identity } from './provider.ts'

/** How the credentials of an issuer are named. */
export const providerIdOf = (issuer: string) => `oidc:${issuer}`

export interface IdentityOwner {
  personId: string
  name: string
  standing: 'active' | 'suspended' | 'removed'
}

/** Whose identity this is, by issuer and subject and by nothing else. */
export async function ownerOfIdentity(
  db: Db | Tx,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
): Promise<IdentityOwner | null> {
  const [row] = await db
    .select({
      personId: people.id,
      name: people.name,
      suspendedAt: people.suspendedAt,
      removedAt: people.removedAt,
    })
    .from(credentials)
    .innerJoin(people, eq(people.id, credentials.personId))
    .where(and(eq(credentials.providerId, providerIdOf(issuer)), eq(credentials.accountId, subject)))
  if (!row) return null
  const standing = row.removedAt ? 'removed' : row.suspendedAt ? 'suspended' : 'active'
  return { personId: row.personId, name: row.name, standing }
}

/** The acting person's ways to sign in. `identities` counts those at any provider, also a former one. */
export async function waysToSignIn(
  db: Db | Tx,
  { personId }: Pick<Actor, 'personId'>,
): Promise<{ password: boolean; identities: number }> {
  const rows = await db
    .select({ providerId: credentials.providerId })
    .from(credentials)
    .where(eq(credentials.personId, personId))
  const identities = rows.filter(({ providerId }) => providerId.startsWith(providerIdOf(''))).length
  return { password: rows.some(({ providerId }) => providerId === PASSWORD_PROVIDER), identities }
}

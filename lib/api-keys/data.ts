import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Role } from '#lib/accounts/schema.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { apiKeys, people } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import type { ApiKeyDto } from './schema.ts'

/** The person's keys that work, newest first. */
export async function keysOf(db: Db | Tx, { personId }: Pick<Actor, 'personId'>): Promise<ApiKeyDto[]> {
  const rows = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.personId, personId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
  return rows.map(toApiKeyDto)
}

export function toApiKeyDto(row: typeof apiKeys.$inferSelect): ApiKeyDto {
  const { id, name, hint, createdAt, lastUsedAt } = row
  return { id, name, hint, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }
}

interface KeyHolder {
  keyId: string
  personId: string
  /** As it is now, not as it was when the key was made. */
  role: Role
  lastUsedAt: Date | null
}

/** Whose key has this hash: of keys that work, of people who may come in. One indexed lookup: every call of `/v1` asks. */
export async function holderOfKey(db: Db, tokenHash: string): Promise<KeyHolder | null> {
  const [row] = await db
    .select({
      keyId: apiKeys.id,
      personId: people.id,
      role: people.role,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(people, eq(people.id, apiKeys.personId))
    .where(
      and(
        eq(apiKeys.tokenHash, tokenHash),
        isNull(apiKeys.revokedAt),
        isNull(people.suspendedAt),
        isNull(people.removedAt),
      ),
    )
  return row ?? null
}

/** A person's role now; `null` where they are suspended, removed or unknown. */
export async function presentRole(db: Db, personId: string): Promise<Role | null> {
  const [row] = await db
    .select({ role: people.role })
    .from(people)
    .where(and(eq(people.id, personId), isNull(people.suspendedAt), isNull(people.removedAt)))
  return row?.role ?? null
}

import 'server-only'
import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { apiKeys } from '#lib/db/schema/schema.ts'
import { toApiKeyDto } from './data.ts'
import type { ApiKeyDto } from './schema.ts'

export async function insertKey(db: Tx, row: typeof apiKeys.$inferInsert): Promise<ApiKeyDto> {
  const [inserted] = await db.insert(apiKeys).values(row).returning()
  if (!inserted) throw new Error('a key was not inserted')
  return toApiKeyDto(inserted)
}

/** Ends one of the person's keys. `null` where they have no such key that works. */
export async function endKey(
  db: Tx,
  params: { id: string; personId: string; at: Date },
): Promise<ApiKeyDto | null> {
  const [ended] = await db
    .update(apiKeys)
    .set({ revokedAt: params.at })
    .where(and(eq(apiKeys.id, params.id), eq(apiKeys.personId, params.personId), isNull(apiKeys.revokedAt)))
    .returning()
  return ended ? toApiKeyDto(ended) : null
}

/** Notes that a key was used. Of several processes that note it in the same minute, one writes. */
export async function touchKey(db: Db, params: { id: string; at: Date; before: Date }): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: params.at })
    .where(
      and(eq(apiKeys.id, params.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, params.before))),
    )
}

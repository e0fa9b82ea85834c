import 'server-only'
import { and, count, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { people, savedSearches } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import { searchVisibleTo } from './data.ts'

export type SearchRow = typeof savedSearches.$inferSelect

/** Holds a person's searches until the transaction ends: two that are saved at once must not both be the last one. */
export async function lockOwner(tx: Tx, personId: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('no key update')
}

/** How many searches a person has. */
export async function countSearches(tx: Tx, ownerId: string): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(savedSearches)
    .where(and(eq(savedSearches.ownerId, ownerId), isNull(savedSearches.deletedAt)))
  return row?.count ?? 0
}

/** Whether a person has another search of that name. */
export async function hasSearchNamed(
  tx: Tx,
  { ownerId, name, otherThan }: { ownerId: string; name: string; otherThan: string | null },
): Promise<boolean> {
  const rows = await tx
    .select({ one: sql`1` })
    .from(savedSearches)
    .where(
      and(
        eq(savedSearches.ownerId, ownerId),
        eq(savedSearches.name, name),
        isNull(savedSearches.deletedAt),
        otherThan === null ? undefined : ne(savedSearches.id, otherThan),
      ),
    )
  return rows.length > 0
}

export async function insertSearch(tx: Tx, row: typeof savedSearches.$inferInsert): Promise<void> {
  await tx.insert(savedSearches).values(row)
}

/** Holds a search that the person sees until the transaction ends. */
export async function lockSearch(
  tx: Tx,
  actor: Actor,
  id: string,
  which: 'there' | 'deleted' = 'there',
): Promise<SearchRow | null> {
  const state = which === 'there' ? isNull(savedSearches.deletedAt) : isNotNull(savedSearches.deletedAt)
  const [row] = await tx
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.id, id), state, searchVisibleTo(actor)))
    .for('update')
  return row ?? null
}

export async function updateSearch(
  tx: Tx,
  id: string,
  change: Partial<Pick<SearchRow, 'name' | 'query' | 'shared' | 'deletedAt'>> & { changedAt: Date },
): Promise<void> {
  await tx.update(savedSearches).set(change).where(eq(savedSearches.id, id))
}

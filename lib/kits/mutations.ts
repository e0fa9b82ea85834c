import 'server-only'
import { eq } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { kits, kitVersions } from '#lib/db/schema/schema.ts'

export type KitRow = typeof kits.$inferSelect

export async function insertKit(tx: Tx, row: typeof kits.$inferInsert): Promise<void> {
  await tx.insert(kits).values(row)
}

/** Adds a version; those before it stay as they are. */
export async function insertKitVersion(tx: Tx, row: typeof kitVersions.$inferInsert): Promise<void> {
  await tx.insert(kitVersions).values(row)
}

/** Holds a kit until the transaction ends: its versions come one after another. Deleted ones too. */
export async function lockKit(tx: Tx, id: string): Promise<KitRow | null> {
  const [row] = await tx.select().from(kits).where(eq(kits.id, id)).for('update')
  return row ?? null
}

export async function updateKit(
  tx: Tx,
  id: string,
  change: Partial<Omit<KitRow, 'id' | 'createdAt'>>,
): Promise<void> {
  await tx.update(kits).set(change).where(eq(kits.id, id))
}

import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { matrices } from '#lib/db/schema/schema.ts'

export type NewMatrix = typeof matrices.$inferInsert

/** Inserts a matrix unless its id is taken. False where it was. */
export async function insertMatrix(tx: Tx, row: NewMatrix): Promise<boolean> {
  const inserted = await tx.insert(matrices).values(row).onConflictDoNothing().returning({ id: matrices.id })
  return inserted.length === 1
}

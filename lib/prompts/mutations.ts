import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { people, savedPrompts } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { promptVisibleTo } from './data.ts'

export type PromptRow = typeof savedPrompts.$inferSelect

/** Holds a person's prompts until the transaction ends, and counts them. */
export async function lockAndCountPrompts(tx: Tx, ownerId: string): Promise<number> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, ownerId)).for('no key update')
  const [row] = await tx
    .select({ count: count() })
    .from(savedPrompts)
    .where(eq(savedPrompts.ownerId, ownerId))
  return row?.count ?? 0
}

export async function insertPrompt(tx: Tx, row: PromptRow): Promise<void> {
  await tx.insert(savedPrompts).values(row)
}

/** Holds a prompt that the person sees until the transaction ends. */
export async function lockPrompt(tx: Tx, viewer: Viewer, id: string): Promise<PromptRow | null> {
  const [row] = await tx
    .select()
    .from(savedPrompts)
    .where(and(eq(savedPrompts.id, id), promptVisibleTo(viewer)))
    .for('update')
  return row ?? null
}

export async function updatePrompt(
  tx: Tx,
  id: string,
  change: Partial<Pick<PromptRow, 'name' | 'folder' | 'prompt' | 'slots' | 'shared'>> & { changedAt: Date },
): Promise<void> {
  await tx.update(savedPrompts).set(change).where(eq(savedPrompts.id, id))
}

export async function deletePromptRow(tx: Tx, id: string): Promise<void> {
  await tx.delete(savedPrompts).where(eq(savedPrompts.id, id))
}

import 'server-only'
import { eq, isNull } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations } from '#lib/db/schema/schema.ts'
import { wordsVector } from './words.data.ts'

/**
 * Stores the words of runs that have none, from before there was a search.
 *
 * @param limit at most so many: each holds the database for a moment
 * @returns how many there were
 */
export async function storeMissingWords(db: Db, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: generations.id, prompt: generations.prompt })
      .from(generations)
      .where(isNull(generations.words))
      .limit(limit)
      .for('update', { skipLocked: true })
    for (const { id, prompt } of rows) {
      await tx
        .update(generations)
        .set({ words: wordsVector(prompt) })
        .where(eq(generations.id, id))
    }
    return rows.length
  })
}

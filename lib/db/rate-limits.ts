import 'server-only'
import { eq, lt, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { rateLimits } from './schema/schema.ts'

/**
 * Counts one more attempt in the window of this key, or begins a new window. One statement, so that attempts made at the
 * same time are all counted.
 *
 * @param times milliseconds since 1970
 */
export async function countAttempt(
  db: Db,
  key: string,
  times: { now: number; end: number },
): Promise<{ points: number; end: number }> {
  const over = sql`${rateLimits.expire} <= ${times.now}`
  const [row] = await db
    .insert(rateLimits)
    .values({ key, points: 1, expire: times.end })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        points: sql`case when ${over} then 1 else ${rateLimits.points} + 1 end`,
        expire: sql`case when ${over} then ${times.end} else ${rateLimits.expire} end`,
      },
    })
    .returning({ points: rateLimits.points, end: rateLimits.expire })
  if (!row) throw new Error('an attempt could not be counted')
  return { points: row.points, end: row.end ?? times.end }
}

/** Takes one attempt back. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await db
    .update(rateLimits)
    .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
    .where(eq(rateLimits.key, key))
}

/** Begins the window of a key afresh. */
export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, key))
}

/** Removes windows that are over. */
export async function sweepAttempts(db: Db, now: number): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.expire, now))
}

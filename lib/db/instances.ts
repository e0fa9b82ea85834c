import 'server-only'
import { eq, gte, lt, ne, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { instances } from './schema/schema.ts'

/** How often a process says that it is alive, and after what silence it counts as dead. */
export interface Pulse {
  everyMs: number
  deadAfterMs: number
}

export const PULSE: Pulse = { everyMs: 5_000, deadAfterMs: 30_000 }

/** Signs a server process in, or says that it is still alive. The database's clock counts, for all of them. */
export async function beat(db: Db, id: string): Promise<void> {
  await db
    .insert(instances)
    .values({ id, startedAt: sql`now()`, beatAt: sql`now()` })
    .onConflictDoUpdate({ target: instances.id, set: { beatAt: sql`now()` } })
}

/** Ids of the processes that are alive; forgets the dead. */
export async function aliveInstances(db: Db, pulse: Pulse): Promise<string[]> {
  const deadline = sql`now() - make_interval(secs => ${pulse.deadAfterMs / 1000})`
  await db.delete(instances).where(lt(instances.beatAt, deadline))
  const rows = await db.select({ id: instances.id }).from(instances).where(gte(instances.beatAt, deadline))
  return rows.map((row) => row.id)
}

/** Signs a process out, so that what it held is taken over at once. */
export async function signOff(db: Db, id: string): Promise<void> {
  await db.delete(instances).where(eq(instances.id, id))
}

/** Forgets every process but the calling one: with the embedded database there can be no other. */
export async function forgetOthers(db: Db, id: string): Promise<void> {
  await db.delete(instances).where(ne(instances.id, id))
}

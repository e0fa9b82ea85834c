import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from './client.ts'

/**
 * What a PostgreSQL server does by itself and the embedded one does not: vacuum every table, refresh the planner's
 * statistics, and write a checkpoint (without one the log grows, and the next start after a crash replays all of it).
 * To be called every now and then. One table at a time, since each statement holds the process's thread.
 */
export async function maintain(database: Database): Promise<void> {
  if (database.kind === 'postgres') return
  const { rows } = await database.lite.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname not in ('pg_toast', 'information_schema')
      order by c.oid`,
  )
  for (const { name } of rows) {
    await database.lite.query(`vacuum (analyze) ${name}`)
    await nextTurn()
  }
  await database.lite.query('checkpoint')
}

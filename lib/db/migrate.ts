import 'server-only'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzleLite } from 'drizzle-orm/pglite'
import { migrate as migrateLite } from 'drizzle-orm/pglite/migrator'
import type { Database } from './client.ts'
import { asPglite } from './pglite.ts'

/** Any number, the same in every process: whoever holds this lock on the server migrates. */
const MIGRATION_LOCK = 7_284_619_053

/** Brings the tables up to date. Several processes may start at once: one migrates, the others wait for it. */
export async function migrate(database: Database): Promise<void> {
  const config = { migrationsFolder: migrationsFolder() }
  if (database.kind === 'pglite') {
    await migrateLite(drizzleLite({ client: asPglite(database.lite) }), config)
    return
  }
  const client = await database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrateServer(drizzle({ client }), config)
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
    client.release()
  } catch (error) {
    // Closes the connection, and with it frees the lock.
    client.release(true)
    throw error
  }
}

/**
 * The folder of `*.sql` files. The server, the scripts and the tests run in the project's folder, so the working folder
 * comes first; beside this file is where they are for anybody else (inside Next's bundle it has no place of its own).
 */
function migrationsFolder(): string {
  const candidates = [
    join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'db', 'migrations'),
    ...(import.meta.dirname ? [join(/* turbopackIgnore: true */ import.meta.dirname, 'migrations')] : []),
  ]
  const folder = candidates.find((candidate) => existsSync(join(candidate, 'meta', '_journal.json')))
  if (!folder) throw new Error(`no migrations found in ${candidates.join(' or ')}`)
  return folder
}

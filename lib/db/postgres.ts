import 'server-only'
import { randomInt } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Log } from '#lib/log.ts'
import { DRIZZLE_CASING, type ServerDatabase } from './client.ts'
import { assertOutsideTransaction, guardTransactions } from './guard.ts'
import { createListener } from './listener.ts'
import * as schema from './schema/schema.ts'

/** Connections for queries; one more listens. */
const POOL_SIZE = 10

/** Opens a pool on a PostgreSQL server, and fails where it cannot be reached. */
export async function openPostgres(databaseUrl: string, log: Log): Promise<ServerDatabase> {
  // Raw counts are bigints, which `pg` gives as strings and PGlite as numbers: numbers everywhere.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    application_name: 'bunch',
    keepAlive: true,
  })
  // A connection that breaks, also between two statements of a transaction, ends the process if nobody listens.
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  })
  // One that breaks while it is idle is told here once more, by an error that drags the whole client into the log.
  pool.on('error', () => undefined)
  try {
    const client = await pool.connect()
    client.release()
  } catch (error) {
    await pool.end()
    throw error
  }
  const connect = pool.connect.bind(pool)
  Object.defineProperty(pool, 'connect', {
    // `pool.query` comes through here too.
    value: (...args: []) => {
      assertOutsideTransaction()
      return connect(...args)
    },
  })
  const db = guardTransactions(drizzle({ client: pool, casing: DRIZZLE_CASING, schema }))
  const sessionId = randomInt(1, 2 ** 31)
  const listener = createListener(databaseUrl, sessionId, log)
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    pool,
    sessionId,
    db,
    listen: listener.listen,
    close() {
      closing ??= listener.close().then(() => pool.end())
      return closing
    },
  }
}

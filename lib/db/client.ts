import 'server-only'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import type { Pool } from 'pg'
import type { PgliteClient } from './pglite-client.ts'
import type * as schema from './schema/schema.ts'

export type Schema = typeof schema

/** The database, embedded or not: one type, one code path. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

/** Options both Drizzle drivers get; `drizzle.config.ts` writes the migrations with the same casing. */
export const DRIZZLE_CASING = 'snake_case'

/** First key of the advisory locks that say which processes live; see `ServerDatabase.sessionId`. */
export const SESSION_LOCK = 728_461

interface Common {
  db: Db
  /**
   * Calls back for every NOTIFY on the channel, from any process, after the notifying transaction committed. `onGap` is
   * called when notifications may have been missed (the connection was lost and is back).
   *
   * @returns the way to stop
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>
  /** Waits for running queries, then frees the connection(s) and the lock. Safe to repeat. */
  close(): Promise<void>
}

/** PostgreSQL inside this process; nobody else can have it open. */
export interface EmbeddedDatabase extends Common {
  kind: 'pglite'
  lite: PgliteClient
}

/** A PostgreSQL server, possibly shared with other processes of the studio. */
export interface ServerDatabase extends Common {
  kind: 'postgres'
  pool: Pool
  /**
   * A number of this process's own. While the process listens it holds the shared advisory lock (`SESSION_LOCK`,
   * `sessionId`), which the server frees the moment the process is gone: who holds none is dead.
   */
  sessionId: number
}

export type Database = EmbeddedDatabase | ServerDatabase

import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { Db, Tx } from './client.ts'

/**
 * The rows of a statement that is written as SQL. Both drivers give an object that has them, of which Drizzle's type says
 * nothing.
 */
export async function rowsOf<Row>(db: Db | Tx, statement: SQL): Promise<Row[]> {
  const { rows } = (await db.execute(statement)) as { rows: Row[] }
  return rows
}

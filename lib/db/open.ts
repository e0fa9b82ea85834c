import 'server-only'
import type { Log } from '#lib/log.ts'
import type { Database } from './client.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/**
 * Opens the PostgreSQL server at `databaseUrl`, or without one the database embedded in this process under `dataDir`.
 * Does not migrate. Never called while modules load, so that `next build` opens nothing.
 *
 * @throws DataFolderLockedError when another process has the embedded database open
 */
export function openDatabase(options: {
  databaseUrl?: string | undefined
  dataDir: string
  log: Log
}): Promise<Database> {
  return options.databaseUrl === undefined
    ? openPglite(options.dataDir, options.log)
    : openPostgres(options.databaseUrl, options.log)
}

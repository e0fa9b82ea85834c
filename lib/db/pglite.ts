import 'server-only'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Log } from '#lib/log.ts'
import { DRIZZLE_CASING, type EmbeddedDatabase } from './client.ts'
import { guardTransactions } from './guard.ts'
import { lockDataFolder } from './lock.ts'
import { type PgliteClient, startPglite } from './pglite-client.ts'
import * as schema from './schema/schema.ts'

/**
 * Opens PostgreSQL inside this process, on a thread of its own. In the data folder it keeps `pglite/` (the cluster) and `database.lock` (held
 * while open).
 *
 * @throws DataFolderLockedError when another process has the folder open
 */
export async function openPglite(dataDir: string, log: Log): Promise<EmbeddedDatabase> {
  await mkdir(dataDir, { recursive: true })
  const unlock = lockDataFolder(dataDir)
  try {
    const folder = join(dataDir, 'pglite')
    if (!existsSync(folder)) await createCluster(dataDir, folder, log)
    const lite = start(folder, log)
    // The first answer says that it could be opened.
    await lite.exec('select 1')
    return embeddedDatabase(lite, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/** Wraps an open PGlite as the studio's database; `release` runs once it is closed. */
function embeddedDatabase(lite: PgliteClient, release: () => void): EmbeddedDatabase {
  const db = guardTransactions(drizzle({ client: asPglite(lite), casing: DRIZZLE_CASING, schema }))
  let closing: Promise<void> | undefined
  return {
    kind: 'pglite',
    lite,
    db,
    // The connection is this process: nothing can be missed, so there is never a gap to tell.
    listen: (channel, onNotify) => lite.listen(channel, onNotify),
    close() {
      closing ??= lite.close().finally(release)
      return closing
    },
  }
}

function start(folder: string, log: Log, initDbStartParams: string[] = []): PgliteClient {
  return startPglite({ folder, initDbStartParams }, (error) =>
    log.fatal({ error }, 'the database could not sync to disk'),
  )
}

/** A cluster appears whole or not at all: a crash while it is being made leaves a folder that the next start removes. */
async function createCluster(dataDir: string, folder: string, log: Log): Promise<void> {
  const part = join(dataDir, 'pglite.part')
  await rm(part, { recursive: true, force: true })
  // Its own sync does one file at a time and costs as much as all the rest.
  const lite = start(part, log, ['--no-sync'])
  await lite.close()
  await syncTree(part)
  await rename(part, folder)
  await syncPath(dataDir)
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  await Promise.all(entries.map((entry) => syncPath(join(entry.parentPath, entry.name))))
  await syncPath(folder)
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Drizzle and pg-boss ask for the whole of PGlite and use what `PgliteClient` has. */
export function asPglite(lite: PgliteClient): PGlite {
  return lite as unknown as PGlite
}

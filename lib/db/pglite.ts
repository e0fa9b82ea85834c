import 'server-only'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Log } from '#lib/log.ts'
import { DRIZZLE_CASING, type EmbeddedDatabase } from './client.ts'
import { assertOutsideTransaction, guardTransactions } from './guard.ts'
import { lockDataFolder } from './lock.ts'
import * as schema from './schema/schema.ts'
import { SyncedNodeFS } from './synced-fs.ts'

/** PGlite's own parameters but for `-F` (which turns syncing off), and what makes them fit a server of pictures. */
const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...[
    'fsync=on',
    // The default method, fdatasync, is a stub in PGlite's WebAssembly build.
    'wal_sync_method=fsync',
    'shared_buffers=32MB',
    'max_wal_size=64MB',
  ].flatMap((setting) => ['-c', setting]),
]

/**
 * Opens PostgreSQL inside this process. In the data folder it keeps `pglite/` (the cluster) and `database.lock` (held
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
    const lite = await start(folder, log)
    return embeddedDatabase(lite, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/** Wraps an open PGlite as the studio's database; `release` runs once it is closed. */
function embeddedDatabase(lite: PGlite, release: () => void): EmbeddedDatabase {
  const db = guardTransactions(drizzle({ client: lite, casing: DRIZZLE_CASING, schema }))
  // Only now: Drizzle keeps the object, so the guard on its entrances covers raw use (the queue's) and Drizzle's alike.
  for (const entrance of ['query', 'exec', 'transaction'] as const) guardEntrance(lite, entrance)
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

function guardEntrance(lite: PGlite, name: 'query' | 'exec' | 'transaction'): void {
  const entrance: (...args: unknown[]) => unknown = lite[name].bind(lite) as (...args: unknown[]) => unknown
  Object.defineProperty(lite, name, {
    value: (...args: unknown[]) => {
      assertOutsideTransaction()
      return entrance(...args)
    },
  })
}

/**
 * V8 would compile PostgreSQL's hot functions a second time, optimized, and one of them (100 kB of WebAssembly) takes its
 * compiler 600 MB and seconds of a core. Left as first compiled, statements take about a seventh longer, and the process
 * starts and stays smaller. The flags are read when a function is first compiled, and hold for the whole process.
 */
function keepBaselineCode(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}

async function start(folder: string, log: Log, initDbStartParams: string[] = []): Promise<PGlite> {
  keepBaselineCode()
  const fs = new SyncedNodeFS(folder, (error) =>
    log.fatal({ err: error }, 'the database could not sync to disk'),
  )
  return PGlite.create({ fs, startParams: START_PARAMS, initDbStartParams })
}

/** A cluster appears whole or not at all: a crash while it is being made leaves a folder that the next start removes. */
async function createCluster(dataDir: string, folder: string, log: Log): Promise<void> {
  const part = join(dataDir, 'pglite.part')
  await rm(part, { recursive: true, force: true })
  // Its own sync does one file at a time and costs as much as all the rest.
  const lite = await start(part, log, ['--no-sync'])
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

import 'server-only'
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { createLog } from '#lib/log.ts'
import type { Database } from './client.ts'
import { openDatabase } from './open.ts'
import { databaseUrl } from './testing-setup.ts'

export interface TestDatabase {
  database: Database
  /** What `openDatabase` needs to open the same one again: a second server on PostgreSQL, or after `database.close()`. */
  options: { databaseUrl?: string; dataDir: string }
}

/**
 * Runs a suite against the embedded database and against a real PostgreSQL server. `fresh` gives a database of its own,
 * migrated and empty; all of them are closed and removed after the suite. To be called in a hook or a test.
 */
export function describeEachDatabase(
  name: string,
  suite: (fresh: () => Promise<TestDatabase>, kind: Database['kind']) => void,
): void {
  describe.each(['pglite', 'postgres'] as const)(`${name} (%s)`, (kind) => {
    const opened: { database: Database; remove: () => Promise<void> }[] = []
    // Hooks run last first: what the suite closes is closed before its database goes.
    afterAll(async () => {
      for (const { database, remove } of opened) {
        await database.close()
        await remove()
      }
    })
    suite(async () => {
      const { options, remove } = kind === 'pglite' ? await copyFolder() : await copyDatabase()
      const database = await openDatabase({ ...options, log: createLog('fatal') })
      opened.push({ database, remove })
      return { database, options }
    }, kind)
  })
}

async function copyFolder() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bunch-test-'))
  await cp(inject('pgliteTemplate'), dataDir, { recursive: true })
  return { options: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

async function copyDatabase() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bunch-test-'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = inject('postgresUrl')
  await command(server, `create database ${name} template template`)
  const remove = async () => {
    await command(server, `drop database ${name} with (force)`)
    await rm(dataDir, { recursive: true, force: true })
  }
  return { options: { databaseUrl: databaseUrl(server, name), dataDir }, remove }
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createLog } from '#lib/log.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { startPostgres } from './testing-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL server for the run, with a migrated database `template` to copy. */
    postgresUrl: string
    /** A data folder with a migrated embedded database to copy. */
    pgliteTemplate: string
  }
}

/** Vitest's global set-up of the integration project: one server and one folder that every test file copies from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'bunch-template-'))
  const log = createLog('fatal')
  const [server] = await Promise.all([
    startPostgres(),
    openDatabase({ dataDir: folder, log }).then(async (database) => {
      await migrate(database)
      await database.close()
    }),
  ])
  const admin = await openDatabase({ databaseUrl: server.url, dataDir: folder, log })
  if (admin.kind === 'postgres') await admin.pool.query('create database template')
  await admin.close()
  const template = await openDatabase({
    databaseUrl: databaseUrl(server.url, 'template'),
    dataDir: folder,
    log,
  })
  await migrate(template)
  await template.close()
  project.provide('postgresUrl', server.url)
  project.provide('pgliteTemplate', folder)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The address of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

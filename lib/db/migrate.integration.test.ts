import { tmpdir } from 'node:os'
import { expect, inject, it } from 'vitest'
import { createLog } from '#lib/log.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { databaseUrl } from './testing-setup.ts'

it('lets several servers start at once on an empty PostgreSQL', async () => {
  const log = createLog('fatal')
  const admin = await openPostgres(inject('postgresUrl'), log)
  await admin.pool.query('create database many_starts')
  const servers = await Promise.all(
    Array.from({ length: 4 }, () => openPostgres(databaseUrl(inject('postgresUrl'), 'many_starts'), log)),
  )
  await Promise.all(servers.map((server) => migrate(server)))
  for (const server of servers) {
    const { rows } = await server.pool.query(
      'select distinct count(*) as times from drizzle.__drizzle_migrations group by hash',
    )
    expect(rows).toEqual([{ times: 1 }])
  }
  await Promise.all(servers.map((server) => server.close()))
  await admin.pool.query('drop database many_starts with (force)')
  await admin.close()
})

it('finds the migrations from another working folder', async () => {
  const admin = await openPostgres(inject('postgresUrl'), createLog('fatal'))
  await admin.pool.query('create database elsewhere')
  const server = await openPostgres(databaseUrl(inject('postgresUrl'), 'elsewhere'), createLog('fatal'))
  const before = process.cwd()
  process.chdir(tmpdir())
  try {
    await migrate(server)
  } finally {
    process.chdir(before)
  }
  const { rows } = await server.pool.query('select count(*) as tables from pg_tables where schemaname = $1', [
    'public',
  ])
  expect(rows[0].tables).toBeGreaterThan(0)
  await server.close()
  await admin.pool.query('drop database elsewhere with (force)')
  await admin.close()
})

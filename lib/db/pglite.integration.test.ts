import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '#lib/log.ts'
import { DataFolderLockedError } from './lock.ts'
import { openDatabase } from './open.ts'
import { openPglite } from './pglite.ts'

const log = createLog('fatal')
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bunch-pglite-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

it('makes the cluster whole or not at all, in pglite/', async () => {
  await mkdir(join(dataDir, 'pglite.part'))
  await writeFile(join(dataDir, 'pglite.part', 'PG_VERSION'), 'a crash left this')
  const database = await openPglite(dataDir, log)
  await database.close()
  await database.close()
  expect(await readdir(dataDir)).toEqual(['database.lock', 'pglite'])
})

it('syncs every commit to the disk, and reads nothing to it', async () => {
  const database = await openPglite(dataDir, log)
  await database.lite.query('create table counted (id int)')
  const before = await database.lite.syncs()
  for (let id = 0; id < 10; id++) await database.lite.query('insert into counted values ($1)', [id])
  expect((await database.lite.syncs()) - before).toBe(10)
  await database.lite.query('select * from counted')
  expect((await database.lite.syncs()) - before).toBe(10)
  await database.close()
})

it('keeps a program that does nothing else alive until it is open, and until it is closed', async () => {
  const script = `
    import { openDatabase } from '#lib/db/open.ts'
    import { createLog } from '#lib/log.ts'
    const database = await openDatabase({ dataDir: process.argv[1], log: createLog('fatal') })
    await database.close()
    console.log('closed')`
  const folder = join(dataDir, 'alone')
  const args = ['--conditions=react-server', '--input-type=module', '-e', script, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(said).toBe('closed\n')
})

it('refuses a second process, until the first is gone, even killed, and then has all it committed', async () => {
  const script = `
    import { openDatabase } from '#lib/db/open.ts'
    import { createLog } from '#lib/log.ts'
    const database = await openDatabase({ dataDir: process.argv[1], log: createLog('fatal') })
    await database.lite.query('create table survivors (id int)')
    for (let id = 0; ; id++) {
      await database.lite.query('insert into survivors values ($1)', [id])
      console.log(id)
    }`
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--input-type=module', '-e', script, dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let committed = -1
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  child.stdout.on('data', (chunk: Buffer) => {
    committed = Number(String(chunk).trim().split('\n').at(-1))
    if (committed >= 50) resolve()
  })
  await enough
  const refused = openDatabase({ dataDir, log })
  await expect(refused).rejects.toThrow(DataFolderLockedError)
  await expect(refused).rejects.toThrow(dataDir)

  child.kill('SIGKILL')
  await once(child, 'close')
  const database = await openPglite(dataDir, log)
  const { rows } = await database.lite.query<{ last: number }>('select max(id) as last from survivors')
  expect(rows[0]?.last).toBeGreaterThanOrEqual(committed)
  await database.close()
})

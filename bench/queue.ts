/**
 * What the queue adds: from the commit of a job to the start of its handler, and how fast a thousand trivial jobs drain
 * through 16 slots, on both databases. `node --conditions=react-server bench/queue.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { openDatabase } from '#lib/db/open.ts'
import { startPostgres } from '#lib/db/testing-server.ts'
import { createLog } from '#lib/log.ts'
import { createQueue } from '#lib/queue/pg-boss.ts'

const CONCURRENCY = 16
const log = createLog('warn')

async function measure(database: Database): Promise<void> {
  await migrate(database)
  const queue = await createQueue({ database, log })
  const started = new Map<string, number>()
  let onStart: (id: string) => void = () => undefined
  await queue.work('generate-image', CONCURRENCY, async (id) => {
    started.set(id, performance.now())
    onStart(id)
  })
  const send = (imageId: string) =>
    database.db.transaction((tx) => queue.send(tx, { kind: 'generate-image', imageId }))

  const delays: number[] = []
  const sends: number[] = []
  for (let count = 0; count < 200; count++) {
    const id = crypto.randomUUID()
    const { promise, resolve } = Promise.withResolvers<void>()
    onStart = () => resolve()
    const before = performance.now()
    await send(id)
    const committed = performance.now()
    sends.push(committed - before)
    await promise
    delays.push((started.get(id) ?? Number.NaN) - committed)
    await sleep(5)
  }

  const JOBS = 1_000
  const { promise: drained, resolve } = Promise.withResolvers<void>()
  let count = 0
  onStart = () => {
    if (++count === JOBS) resolve()
  }
  const begun = performance.now()
  await database.db.transaction(async (tx) => {
    for (let job = 0; job < JOBS; job++)
      await queue.send(tx, { kind: 'generate-image', imageId: crypto.randomUUID() }, { turn: job })
  })
  const sent = performance.now()
  await drained
  const rate = JOBS / ((performance.now() - sent) / 1_000)
  console.log(
    `${database.kind}: send ${middle(sends).toFixed(2)} ms, commit to start ${middle(delays).toFixed(2)} ms ` +
      `(p95 ${middle(delays, 0.95).toFixed(2)}), ${JOBS} jobs sent in ${(sent - begun).toFixed(0)} ms, drained at ${rate.toFixed(0)}/s`,
  )
  await queue.stop(1_000)
}

function middle(values: number[], at = 0.5): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * at)] ?? Number.NaN
}

const dataDir = await mkdtemp(join(tmpdir(), 'bunch-bench-'))
const server = await startPostgres()
for (const options of [{ dataDir }, { dataDir, databaseUrl: server.url }]) {
  const database = await openDatabase({ ...options, log })
  await measure(database)
  await database.close()
}
await server.stop()
await rm(dataDir, { recursive: true, force: true })

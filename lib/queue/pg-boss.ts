import 'server-only'
import { sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import type { Database, Tx } from '#lib/db/client.ts'
import type { Log } from '#lib/log.ts'
import { bossDatabase, bossTransaction, bossUnsynced } from './boss-db.ts'
import { reclaimer, releaseJobs, takeOnServer } from './holders.ts'
import type { JobKind, Queue } from './queue.ts'
import { type Source, startWorker, type TakenJob, type Worker } from './worker.ts'

const KINDS: readonly JobKind[] = ['generate-image', 'make-thumbs']

/** How often a job whose handler threw is delivered again. A crash of the process does not count. */
const RETRIES = 5

const QUEUE_OPTIONS = {
  notify: true,
  retryLimit: RETRIES,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  // A day, its longest: what runs is known by who runs it (holders.ts), not by the clock.
  expireInSeconds: 86_400,
  // Ten years: a queue may stand still for long (a refused key), and what waits in it is not to be thrown away.
  retentionSeconds: 315_360_000,
  deleteAfterSeconds: 3_600,
} as const

/** Between looks for jobs that a dead process has left active, where several processes share a server. */
const RECLAIM_MS = 5_000

/**
 * A moment of ours by the database's clock, which may be that of another machine. By the clock of now: what pg-boss counts
 * a delay from is the moment at which the transaction began, and the job would come early.
 */
async function byDatabaseClock(tx: Tx, moment: Date): Promise<Date> {
  const seconds = (moment.getTime() - Date.now()) / 1000
  const { rows } = (await tx.execute(
    sql`select ceil(extract(epoch from clock_timestamp() + make_interval(secs => ${seconds})) * 1000)::float8 as ms`,
  )) as { rows: { ms: number }[] }
  return new Date(rows[0]?.ms ?? moment)
}

interface JobData {
  id: string
}

/**
 * The queue on pg-boss's tables, in the studio's own database and connections. What a process held that died comes
 * back: on the embedded database and for a server that starts, at once; with other servers running, within ten seconds.
 */
export async function createQueue(options: { database: Database; log: Log }): Promise<Queue> {
  const { database, log } = options
  const workers = new Map<string, Worker>()
  const wakeAll = () => {
    for (const worker of workers.values()) worker.wake()
  }
  const embedded = database.kind === 'pglite'
  const boss = new PgBoss({
    db: bossDatabase(database, wakeAll, (queue) => workers.get(queue)?.wake()),
    ...(embedded ? { backend: 'pglite' as const, reindex: false, monitorVacuum: false } : {}),
    useListenNotify: true,
    schedule: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'the queue met an error'))
  boss.on('warning', (warning) => log.warn({ warning }, 'the queue warns'))
  await boss.start()
  for (const kind of KINDS) {
    await boss.createQueue(kind, QUEUE_OPTIONS)
    await boss.updateQueue(kind, QUEUE_OPTIONS)
    // Makes pg-boss remember the queue: a send inside a transaction must not need the database besides.
    await boss.findJobs(kind, { id: '00000000-0000-0000-0000-000000000000' })
  }
  const reclaim = reclaimer(database, KINDS, log)
  await reclaim({ atOnce: true })
  const reclaiming = setInterval(() => {
    reclaim({ atOnce: false }).then(
      (count) => {
        if (count > 0) wakeAll()
      },
      (error: unknown) => log.error({ err: error }, 'the queue could not look for jobs of dead processes'),
    )
  }, RECLAIM_MS)
  reclaiming.unref()
  if (embedded) clearInterval(reclaiming)

  function source(kind: JobKind, concurrency: number): Source {
    const taken = (jobs: { id: string; data: JobData }[]): TakenJob[] =>
      jobs.map((job) => ({ jobId: job.id, payloadId: job.data.id }))
    return {
      async take(limit) {
        const fetch = { batchSize: limit }
        if (database.kind === 'pglite') {
          return taken(await boss.fetch<JobData>(kind, { ...fetch, db: bossUnsynced(database) }))
        }
        const cap = kind === 'generate-image' ? { groupConcurrency: concurrency } : {}
        return taken(
          await takeOnServer(database, kind, (tx) =>
            boss.fetch<JobData>(kind, { ...fetch, ...cap, db: bossTransaction(tx) }),
          ),
        )
      },
      async complete(jobIds) {
        await boss.complete(kind, jobIds)
      },
      async fail(job, error) {
        log.error({ err: error, kind, id: job.payloadId }, 'a job failed unexpectedly')
        await boss.fail(kind, job.jobId, error instanceof Error ? { message: error.message } : {})
      },
      release: (jobIds) => releaseJobs(database, kind, jobIds),
    }
  }

  return {
    async send(tx, job, { turn = 0, startAfter } = {}) {
      await boss.send(job.kind, { id: job.imageId } satisfies JobData, {
        priority: -turn,
        // One group for all: pg-boss counts a group's running jobs over all processes, which makes the cap.
        group: { id: 'all' },
        ...(startAfter ? { startAfter: await byDatabaseClock(tx, startAfter) } : {}),
        db: bossTransaction(tx),
      })
    },
    async work(kind, concurrency, handle) {
      if (workers.has(kind)) throw new Error(`${kind} is being worked already`)
      workers.set(kind, startWorker({ concurrency, handle, source: source(kind, concurrency), log }))
    },
    async stop(graceMs) {
      clearInterval(reclaiming)
      await Promise.all([...workers.values()].map((worker) => worker.stop(graceMs)))
      await boss.stop({ graceful: false, close: false })
    },
  }
}

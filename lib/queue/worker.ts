import 'server-only'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#lib/log.ts'

/** A job taken from the queue. */
export interface TakenJob {
  jobId: string
  /** What the handler gets. */
  payloadId: string
}

/** Where jobs come from and go to. All may throw; the worker then tries again at its next turn. */
export interface Source {
  /** Takes at most `limit` jobs, the first in order. */
  take(limit: number): Promise<TakenJob[]>
  /** The jobs are done. */
  complete(jobIds: string[]): Promise<void>
  /** The handler threw: the job comes back later, or not, as the source decides. */
  fail(job: TakenJob, error: unknown): Promise<void>
  /** Gives back what was taken and not begun. */
  release(jobIds: string[]): Promise<void>
}

export interface Worker {
  /** Something may have changed: look now. */
  wake(): void
  stop(graceMs: number): Promise<void>
}

/** Without being woken, for jobs that are due later and notifications that got lost. */
const POLL_MS = 1_000

/**
 * Runs jobs in at most `concurrency` slots. Never takes a job before it has a slot free for it: taken jobs are out of
 * the order, and a later one that should go first could not.
 */
export function startWorker(options: {
  concurrency: number
  handle: (payloadId: string) => Promise<void>
  source: Source
  log: Log
}): Worker {
  const { concurrency, handle, source, log } = options
  const running = new Map<string, Promise<void>>()
  const completed: string[] = []
  const failed: { job: TakenJob; error: unknown }[] = []
  let stopping = false
  let again = false
  let turning: Promise<void> | undefined

  async function run(job: TakenJob): Promise<void> {
    try {
      await handle(job.payloadId)
      completed.push(job.jobId)
    } catch (error) {
      failed.push({ job, error })
    }
    running.delete(job.jobId)
    wake()
  }

  /** Tells the source what has ended; what it could not be told is told again. */
  async function settle(): Promise<void> {
    const done = completed.splice(0)
    try {
      if (done.length > 0) await source.complete(done)
    } catch (error) {
      completed.push(...done)
      throw error
    }
    for (let next = failed.shift(); next; next = failed.shift()) {
      try {
        await source.fail(next.job, next.error)
      } catch (error) {
        failed.push(next)
        throw error
      }
    }
  }

  /** Settles and takes until there is nothing to do; one at a time. */
  async function turn(): Promise<void> {
    do {
      again = false
      await settle()
      const free = concurrency - running.size
      if (stopping || free <= 0) continue
      const jobs = await source.take(free)
      if (stopping) {
        if (jobs.length > 0) await source.release(jobs.map((job) => job.jobId))
        continue
      }
      for (const job of jobs) running.set(job.jobId, run(job))
      // The embedded database answers without ever leaving this turn of the event loop: let others in, and let
      // handlers that end at the same time be settled together.
      if (jobs.length > 0) await nextTurn()
    } while (again)
  }

  function wake(): void {
    again = true
    turning ??= turn()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the queue could not be worked; trying again')
        // At the next poll, not at once: a database that is away needs a moment.
        again = false
      })
      .finally(() => {
        turning = undefined
        // Woken between the last look and here.
        if (again) wake()
      })
  }

  const poll = setInterval(wake, POLL_MS)
  poll.unref()
  wake()

  return {
    wake,
    async stop(graceMs) {
      stopping = true
      clearInterval(poll)
      const grace = new AbortController()
      await Promise.race([
        Promise.all(running.values()),
        sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined),
      ])
      grace.abort()
      await turning
      if (running.size > 0) log.warn({ jobs: running.size }, 'jobs still run after the grace period')
      await settle().catch((error: unknown) => {
        log.error({ err: error }, 'the queue could not be told what ended; those jobs will come again')
      })
    },
  }
}

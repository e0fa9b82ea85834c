import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Database, SESSION_LOCK, type ServerDatabase, type Tx } from '#lib/db/client.ts'
import type { Log } from '#lib/log.ts'
import type { JobKind } from './queue.ts'

/**
 * Which process runs a job. pg-boss only knows for how long a job has been active; a picture may take an hour, so time
 * says little. On the embedded database, what is active when a process starts was a dead one's. On a server each job
 * taken is marked with the session number of its process (in pg-boss's `output` column, free until the job ends), and a
 * process whose session lock is gone is dead.
 */

/** First key of the advisory lock under which processes take jobs, one after the other. */
const TAKE_LOCK = 728_462

/**
 * Takes jobs with `fetch` and marks them as this process's, in one transaction. Processes take in turns, since two that
 * count the running jobs at the same moment could both find the last free place under the cap.
 */
export function takeOnServer<T extends { id: string }>(
  database: ServerDatabase,
  kind: JobKind,
  fetch: (tx: Tx) => Promise<T[]>,
): Promise<T[]> {
  return database.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${TAKE_LOCK}::int, hashtext(${kind}))`)
    const jobs = await fetch(tx)
    if (jobs.length > 0) {
      await tx.execute(
        sql`update pgboss.job set output = jsonb_build_object('holder', ${database.sessionId}::int)
             where name = ${kind} and ${isOneOf(jobs.map((job) => job.id))}`,
      )
    }
    return jobs
  })
}

/** Makes jobs that were taken and not begun waiting ones again. */
export async function releaseJobs(database: Database, kind: JobKind, jobIds: string[]): Promise<void> {
  await database.db.execute(
    sql`update pgboss.job set state = 'retry', started_on = null
         where name = ${kind} and state = 'active' and ${isOneOf(jobIds)}`,
  )
}

/**
 * Makes jobs of dead processes waiting ones again, without counting it as a retry (`started_on` is what pg-boss counts
 * by). A process that has only lost its connection is back within seconds, so unless `atOnce` a holder must be missing
 * twice in a row.
 *
 * @returns how many jobs came back
 */
export function reclaimer(
  database: Database,
  kinds: readonly JobKind[],
  log: Log,
): (options: { atOnce: boolean }) => Promise<number> {
  const active = sql`name in (${sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `,
  )}) and state = 'active'`
  let missingBefore = new Set<number>()
  const giveBack = async (condition: SQL) => {
    const { rows } = (await database.db.execute(
      sql`update pgboss.job set state = 'retry', started_on = null where ${active} and ${condition} returning id`,
    )) as { rows: unknown[] }
    if (rows.length > 0) log.info({ jobs: rows.length }, 'took back jobs of a process that is gone')
    return rows.length
  }
  return async ({ atOnce }) => {
    if (database.kind === 'pglite') return await giveBack(sql`true`)
    const { rows } = (await database.db.execute(
      sql`select distinct (output ->> 'holder')::int as holder from pgboss.job
           where ${active} and (output ->> 'holder')::int <> ${database.sessionId}::int
             and not exists (select from pg_locks
               where locktype = 'advisory' and classid::bigint = ${SESSION_LOCK}::bigint
                 and objid::bigint = (output ->> 'holder')::bigint
                 and database = (select oid from pg_database where datname = current_database()))`,
    )) as { rows: { holder: number }[] }
    const missing = new Set(rows.map((row) => row.holder))
    const dead = atOnce ? missing : missing.intersection(missingBefore)
    missingBefore = missing
    if (dead.size === 0) return 0
    return await giveBack(
      sql`(output ->> 'holder')::int in (${sql.join(
        [...dead].map((holder) => sql`${holder}::int`),
        sql`, `,
      )})`,
    )
  }
}

function isOneOf(jobIds: string[]): SQL {
  return sql`id in (${sql.join(
    jobIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )})`
}

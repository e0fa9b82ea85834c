import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { describeEachDatabase, type TestDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { createQueue } from './pg-boss.ts'
import type { Queue, SendOptions } from './queue.ts'

const log = createLog('silent')
/** Generous: other work on the machine must not fail a test. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, 30_000)

/** Sends in a transaction of its own. */
function send(database: Database, queue: Queue, imageId: string, options?: SendOptions) {
  return database.db.transaction((tx) => queue.send(tx, { kind: 'generate-image', imageId }, options))
}

/** A handler whose jobs begin and wait until they are let go. */
function stage() {
  const begun: string[] = []
  const waiting = new Map<string, () => void>()
  let most = 0
  return {
    begun,
    get most() {
      return most
    },
    async handle(id: string) {
      begun.push(id)
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.set(id, resolve)
      most = Math.max(most, waiting.size)
      await promise
      waiting.delete(id)
    },
    /** Lets one go, or all that wait now. */
    release(id?: string) {
      for (const [name, resolve] of waiting) if (id === undefined || id === name) resolve()
    },
  }
}

async function start(database: Database): Promise<Queue> {
  const queue = await createQueue({ database, log })
  onTestFinished(() => queue.stop(0))
  return queue
}

describeEachDatabase('queue contract', (fresh, kind) => {
  it('delivers a job exactly if its transaction committed', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const { begun, handle, release } = stage()
    await queue.work('generate-image', 4, handle)
    await expect(
      database.db.transaction(async (tx) => {
        await queue.send(tx, { kind: 'generate-image', imageId: 'rolled back' })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await send(database, queue, 'committed')
    await soon(() => expect(begun).toEqual(['committed']))
    release()
  })

  it('keeps kinds apart', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const [pictures, thumbs] = [stage(), stage()]
    await queue.work('generate-image', 1, pictures.handle)
    await queue.work('make-thumbs', 1, thumbs.handle)
    await database.db.transaction(async (tx) => {
      await queue.send(tx, { kind: 'generate-image', imageId: 'a' })
      await queue.send(tx, { kind: 'make-thumbs', imageId: 'b' })
    })
    await soon(() => expect([pictures.begun, thumbs.begun]).toEqual([['a'], ['b']]))
    pictures.release()
    thumbs.release()
    await expect(queue.work('make-thumbs', 1, thumbs.handle)).rejects.toThrow('worked already')
  })

  it('starts the lowest turn first, and of one turn the first sent', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const begun: string[] = []
    for (const [id, turn] of [
      ['c', 5],
      ['b', 3],
      ['b2', 3],
      ['a', -1],
    ] as const) {
      await send(database, queue, id, { turn })
    }
    await queue.work('generate-image', 1, async (id) => {
      begun.push(id)
    })
    await soon(() => expect(begun).toEqual(['a', 'b', 'b2', 'c']))
  })

  it('takes no job before it can run it, so that a later one can still go first', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const { begun, handle, release } = stage()
    await queue.work('generate-image', 1, handle)
    await send(database, queue, 'running', { turn: 1 })
    await soon(() => expect(begun).toEqual(['running']))
    await send(database, queue, 'next', { turn: 9 })
    await send(database, queue, 'overtakes', { turn: 2 })
    release('running')
    await soon(() => expect(begun).toEqual(['running', 'overtakes']))
    release('overtakes')
    await soon(() => expect(begun).toEqual(['running', 'overtakes', 'next']))
    release()
  })

  it('starts nothing before its time', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const begun: [string, number][] = []
    await queue.work('generate-image', 4, async (id) => {
      begun.push([id, Date.now()])
    })
    await send(database, queue, 'in an hour', { startAfter: new Date(Date.now() + 3_600_000) })
    const startAfter = new Date(Date.now() + 1_200)
    await send(database, queue, 'later', { startAfter })
    await send(database, queue, 'now')
    await soon(() => expect(begun.map(([id]) => id).sort()).toEqual(['later', 'now']))
    expect(begun.find(([id]) => id === 'later')?.[1]).toBeGreaterThanOrEqual(startAfter.getTime())
  })

  it('counts a time from when the job is sent, not from when its transaction began', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const startAfter = new Date(Date.now() + 60_500)
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.6)`)
      await queue.send(tx, { kind: 'generate-image', imageId: 'later' }, { startAfter })
    })
    const { rows } = (await database.db.execute(
      sql`select (extract(epoch from start_after) * 1000)::float8 as ms from pgboss.job where name = 'generate-image'`,
    )) as { rows: { ms: number }[] }
    expect(rows[0]?.ms).toBeGreaterThanOrEqual(startAfter.getTime())
  })

  it('runs no more at once than allowed', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    const at = stage()
    await queue.work('generate-image', 3, at.handle)
    for (let id = 0; id < 10; id++) await send(database, queue, String(id))
    await soon(() => expect(at.begun).toHaveLength(3))
    await soon(() => {
      at.release()
      expect(at.begun).toHaveLength(10)
    })
    expect(at.most).toBe(3)
    at.release()
  })

  it('lets running jobs end when it stops, and takes no new ones', async () => {
    const { database } = await fresh()
    const queue = await createQueue({ database, log })
    const { begun, handle, release } = stage()
    await queue.work('generate-image', 1, handle)
    await send(database, queue, 'running')
    await send(database, queue, 'waiting')
    await soon(() => expect(begun).toEqual(['running']))
    const stopped = queue.stop(30_000)
    release()
    await stopped
    expect(begun).toEqual(['running'])

    const next = await start(database)
    await next.work('generate-image', 1, handle)
    await soon(() => expect(begun).toEqual(['running', 'waiting']))
    release()
  })

  it('waits no longer than the grace period', async () => {
    const { database } = await fresh()
    const queue = await createQueue({ database, log })
    const { begun, handle, release } = stage()
    await queue.work('generate-image', 1, handle)
    await send(database, queue, 'endless')
    await soon(() => expect(begun).toEqual(['endless']))
    await queue.stop(10)
    release()
  })

  it('delivers again what a handler threw at, and gives up after some times', async () => {
    const { database } = await fresh()
    const queue = await start(database)
    let tries = 0
    await queue.work('generate-image', 1, async () => {
      tries++
      // The second is its last.
      if (tries === 2) {
        await database.db.execute(
          sql`update pgboss.job set retry_count = retry_limit where name = 'generate-image'`,
        )
      }
      throw new Error('a bug')
    })
    await send(database, queue, 'unlucky')
    await soon(async () => {
      const result = await database.db.execute(
        sql`select state from pgboss.job where name = 'generate-image'`,
      )
      expect(result).toMatchObject({ rows: [{ state: 'failed' }] })
    })
    expect(tries).toBe(2)
  })

  it('delivers again what a killed process held', async () => {
    const { database, options } = await fresh()
    // The embedded database has room for one process at a time.
    if (kind === 'pglite') await database.close()
    const child = await childThatHolds(options, 'held')
    if (kind === 'postgres') {
      const queue = await start(database)
      const { begun, handle, release } = stage()
      await queue.work('generate-image', 1, handle)
      await send(database, queue, 'sent meanwhile', { turn: 5 })
      // The cap is over all processes, and the child lives.
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      expect(begun).toEqual([])
      child.kill('SIGKILL')
      await soon(() => expect(begun).toEqual(['held']))
      release()
      await soon(() => expect(begun).toEqual(['held', 'sent meanwhile']))
      release()
      return
    }
    child.kill('SIGKILL')
    await once(child, 'close')
    const reopened = await openDatabase({ ...options, log })
    const queue = await createQueue({ database: reopened, log })
    const { begun, handle, release } = stage()
    await queue.work('generate-image', 1, handle)
    await soon(() => expect(begun).toEqual(['held']))
    release()
    await queue.stop(1_000)
    await reopened.close()
  })

  if (kind === 'postgres') {
    it('takes back at its start what a killed process held', async () => {
      const { database, options } = await fresh()
      const child = await childThatHolds(options, 'held')
      child.kill('SIGKILL')
      await once(child, 'close')
      // The server notices within a moment that the connections are gone.
      await soon(async () => {
        const left = await database.db.execute(
          sql`select 1 from pg_stat_activity where application_name = 'bunch listener' and datname = current_database()`,
        )
        expect(left).toMatchObject({ rows: [] })
      })
      const queue = await start(database)
      const { begun, handle, release } = stage()
      await queue.work('generate-image', 1, handle)
      await soon(() => expect(begun).toEqual(['held']))
      release()
    })

    it('runs no more at once than allowed over two processes', async () => {
      const { database, options } = await fresh()
      const other = await openDatabase({ ...options, log })
      const queues = [
        await createQueue({ database, log }),
        await createQueue({ database: other, log }),
      ] as const
      const at = stage()
      for (const queue of queues) await queue.work('generate-image', 3, at.handle)
      for (let id = 0; id < 30; id++) await send(database, queues[0], String(id))
      await soon(() => expect(at.begun).toHaveLength(3))
      await soon(() => {
        at.release()
        expect(at.begun).toHaveLength(30)
      })
      expect(at.most).toBe(3)
      at.release()
      await Promise.all(queues.map((queue) => queue.stop(1_000)))
      await other.close()
    })
  }
})

/** A process that has taken a job and does not end. */
async function childThatHolds(options: TestDatabase['options'], imageId: string) {
  const script = `
    import { openDatabase } from '#lib/db/open.ts'
    import { createLog } from '#lib/log.ts'
    import { createQueue } from '#lib/queue/pg-boss.ts'
    const [options, imageId] = JSON.parse(process.argv[1])
    const log = createLog('silent')
    const database = await openDatabase({ ...options, log })
    const queue = await createQueue({ database, log })
    await queue.work('generate-image', 1, (id) => new Promise(() => console.log(id)))
    await database.db.transaction((tx) => queue.send(tx, { kind: 'generate-image', imageId }))
    setInterval(() => {}, 1000)`
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--input-type=module', '-e', script, JSON.stringify([options, imageId])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  expect(line).toBe(imageId)
  return child
}

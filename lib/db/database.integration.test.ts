import { count, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './client.ts'
import { maintain } from './maintain.ts'
import { migrate } from './migrate.ts'
import { people } from './schema/people.ts'
import { describeEachDatabase } from './testing.ts'

const OTHER = 'A query was made on `db` inside `db.transaction`'

describeEachDatabase('database', (fresh, kind) => {
  let database: Database
  beforeAll(async () => {
    database = (await fresh()).database
  })

  it('migrates once, however often it is asked', async () => {
    await Promise.all([migrate(database), migrate(database)])
    await migrate(database)
    expect(await database.db.select({ value: count() }).from(people)).toEqual([{ value: 0 }])
  })

  it('gives raw counts as numbers', async () => {
    const { rows } = await raw(database, 'select count(*) as value from people')
    expect(rows).toEqual([{ value: 0 }])
  })

  it('keeps what a transaction did, and nothing of one that failed', async () => {
    const row = { id: crypto.randomUUID(), name: 'Ada' }
    await database.db.transaction((tx) => tx.insert(people).values(row))
    await expect(
      database.db.transaction(async (tx) => {
        await tx.insert(people).values({ id: crypto.randomUUID(), name: 'Nobody' })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await database.db.select({ name: people.name }).from(people)).toEqual([{ name: 'Ada' }])
  })

  describe('inside a transaction', () => {
    it('refuses queries that go around it, of Drizzle and raw', async () => {
      await database.db.transaction(async (tx) => {
        await expect(async () => database.db.select().from(people)).rejects.toThrow()
        await expect(async () => database.db.transaction(async () => 0)).rejects.toThrow(OTHER)
        await expect(async () => raw(database, 'select 1')).rejects.toThrow(OTHER)
        await tx.select().from(people)
        await tx.transaction((nested) => nested.select().from(people))
      })
    })

    it('lets work that was left behind go on afterwards', async () => {
      const { promise: committed, resolve } = Promise.withResolvers<void>()
      const { later } = await database.db.transaction(async (tx) => {
        await tx.select().from(people)
        return { later: committed.then(() => database.db.select().from(people)) }
      })
      resolve()
      expect(await later).toHaveLength(1)
    })
  })

  it('listens to what commits, from listeners that query', async () => {
    const heard: string[] = []
    const { promise: queried, resolve } = Promise.withResolvers<unknown>()
    const stop = await database.listen(
      'spoken',
      (payload) => {
        heard.push(payload)
        resolve(database.db.select().from(people))
      },
      () => undefined,
    )
    await expect(
      database.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_notify('spoken', 'rolled back')`)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await database.db.transaction((tx) => tx.execute(sql`select pg_notify('spoken', 'kept')`))
    await queried
    expect(heard).toEqual(['kept'])
    await stop()
  })

  if (kind === 'postgres') {
    it('survives that a connection breaks in the middle of a transaction', async () => {
      const reached = Promise.withResolvers<number>()
      const goOn = Promise.withResolvers<void>()
      const broken = database.db.transaction(async (tx) => {
        const { rows } = (await tx.execute(sql`select pg_backend_pid() as pid`)) as {
          rows: { pid: number }[]
        }
        reached.resolve(rows[0]?.pid ?? 0)
        await goOn.promise
        await tx.insert(people).values({ id: crypto.randomUUID(), name: 'Nobody' })
      })
      const ended = expect(broken).rejects.toThrow()
      await raw(database, `select pg_terminate_backend(${await reached.promise}, 5000)`)
      goOn.resolve()
      await ended
      expect(await database.db.select({ name: people.name }).from(people)).toEqual([{ name: 'Ada' }])
    })
  }

  it('maintains itself', async () => {
    await maintain(database)
    expect(await database.db.select().from(people)).toHaveLength(1)
  })
})

function raw(database: Database, text: string) {
  return database.kind === 'pglite' ? database.lite.query(text) : database.pool.query(text)
}

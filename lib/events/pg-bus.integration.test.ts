import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Database } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { type Change, type EventBus, HEARTS_AT_ONCE } from './bus.ts'
import { createEventBus } from './pg-bus.ts'

const log = createLog('silent')
/** Generous: other work on the machine must not fail a test. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, 30_000)

async function announce(database: Database, bus: EventBus, change: Change) {
  await database.db.transaction((tx) => bus.announce(tx, change))
}

describeEachDatabase('event bus contract', (fresh, kind) => {
  it('tells every subscriber what committed, in order, and nothing that was rolled back', async () => {
    const { database } = await fresh()
    const bus = await createEventBus({ database, log })
    const heard: [string, Change][] = []
    const stopFirst = bus.subscribe((change) => heard.push(['first', change]))
    bus.subscribe((change) => heard.push(['second', change]))
    await expect(
      database.db.transaction(async (tx) => {
        await bus.announce(tx, { type: 'generation', id: 'rolled back' })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await announce(database, bus, { type: 'generation', id: 'one' })
    await soon(() => expect(heard).toHaveLength(2))
    stopFirst()
    await announce(database, bus, { type: 'queue' })
    await soon(() => expect(heard).toHaveLength(3))
    expect(heard).toEqual([
      ['first', { type: 'generation', id: 'one' }],
      ['second', { type: 'generation', id: 'one' }],
      ['second', { type: 'queue' }],
    ])
    await bus.close()
  })

  it('keeps a listener that throws from the others, and from the transaction', async () => {
    const { database } = await fresh()
    const bus = await createEventBus({ database, log })
    const heard: Change[] = []
    bus.subscribe(() => {
      throw new Error('a bad listener')
    })
    bus.subscribe((change) => heard.push(change))
    await announce(database, bus, { type: 'queue' })
    await soon(() => expect(heard).toEqual([{ type: 'queue' }]))
    await bus.close()
  })

  it('tells nothing after it was closed', async () => {
    const { database } = await fresh()
    const [closed, open] = [await createEventBus({ database, log }), await createEventBus({ database, log })]
    const heard: string[] = []
    closed.subscribe(() => heard.push('closed'))
    open.subscribe(() => heard.push('open'))
    await closed.close()
    await announce(database, open, { type: 'queue' })
    await soon(() => expect(heard).toEqual(['open']))
    await open.close()
  })

  if (kind === 'postgres') {
    it('is heard by another server, and after its connection broke', async () => {
      const { database, options } = await fresh()
      const other = await openDatabase({ ...options, log })
      const [here, there] = [
        await createEventBus({ database, log }),
        await createEventBus({ database: other, log }),
      ]
      const heard: Change[] = []
      there.subscribe((change) => heard.push(change))
      await announce(database, here, { type: 'generation', id: 'over there' })
      await soon(() => expect(heard).toEqual([{ type: 'generation', id: 'over there' }]))

      const imageIds = Array.from({ length: HEARTS_AT_ONCE }, () => randomUUID())
      const hearts: Change = { type: 'hearts', personId: randomUUID(), imageIds, favourite: false }
      await announce(database, here, hearts)
      await soon(() => expect(heard.at(-1)).toEqual(hearts))

      if (database.kind !== 'postgres') throw new Error('not a server')
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'bunch listener' and datname = current_database()`,
      )
      await soon(() => expect(heard.at(-1)).toEqual({ type: 'resync' }))
      await announce(database, here, { type: 'queue' })
      await soon(() => expect(heard.at(-1)).toEqual({ type: 'queue' }))
      await Promise.all([here.close(), there.close()])
      await other.close()
    })
  }
})

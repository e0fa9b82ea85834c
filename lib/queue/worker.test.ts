import { expect, it, vi } from 'vitest'
import { createLog } from '#lib/log.ts'
import { type Source, startWorker, type TakenJob } from './worker.ts'

const log = createLog('silent')
/** Generous: other work on the machine must not fail a test. */
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, 30_000)

/** A queue in memory that fails on demand; the real one is tested on its databases. */
function memorySource(ids: string[]) {
  const waiting: TakenJob[] = ids.map((id) => ({ jobId: `job ${id}`, payloadId: id }))
  const calls: string[] = []
  let failing = new Set<keyof Source>()
  const guard = (name: keyof Source, text: string) => {
    calls.push(text)
    if (failing.has(name)) throw new Error(`${name} cannot reach the database`)
  }
  const source: Source = {
    async take(limit) {
      guard('take', `take ${limit}`)
      return waiting.splice(0, limit)
    },
    async complete(jobIds) {
      guard('complete', `complete ${jobIds}`)
    },
    async fail(job) {
      guard('fail', `fail ${job.jobId}`)
    },
    async release(jobIds) {
      guard('release', `release ${jobIds}`)
    },
  }
  const fail = (...names: (keyof Source)[]) => {
    failing = new Set(names)
  }
  return { source, calls, fail }
}

it('asks only for as many jobs as it has free slots', async () => {
  const { source, calls } = memorySource(['a', 'b', 'c'])
  const ends: (() => void)[] = []
  const worker = startWorker({
    concurrency: 2,
    handle: () => new Promise<void>((resolve) => ends.push(resolve)),
    source,
    log,
  })
  await soon(() => expect(ends).toHaveLength(2))
  worker.wake()
  ends[0]?.()
  await soon(() => expect(ends).toHaveLength(3))
  expect(calls).toEqual(['take 2', 'complete job a', 'take 1'])
  for (const end of ends) end()
  await worker.stop(1_000)
})

it.each(['complete', 'fail'] as const)('tells again what it could not tell (%s)', async (name) => {
  const { source, calls, fail } = memorySource(['a'])
  fail(name)
  const worker = startWorker({
    concurrency: 1,
    handle: async () => {
      if (name === 'fail') throw new Error('a bug')
    },
    source,
    log,
  })
  await soon(() => expect(calls).toContain(`${name} job a`))
  fail()
  worker.wake()
  await soon(() => expect(calls.filter((call) => call === `${name} job a`)).toHaveLength(2))
  await worker.stop(1_000)
  expect(calls.filter((call) => call === `${name} job a`)).toHaveLength(2)
})

it('goes on after the database was away', async () => {
  const { source, fail } = memorySource(['a'])
  fail('take')
  const handled: string[] = []
  const worker = startWorker({
    concurrency: 1,
    handle: async (id) => {
      handled.push(id)
    },
    source,
    log,
  })
  await new Promise(setImmediate)
  expect(handled).toEqual([])
  fail()
  await soon(() => expect(handled).toEqual(['a']))
  await worker.stop(1_000)
})

it('gives back what it took while it was being stopped', async () => {
  const { source, calls } = memorySource(['a'])
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  const { promise: answer, resolve: giveAnswer } = Promise.withResolvers<void>()
  const worker = startWorker({
    concurrency: 1,
    handle: async () => {
      throw new Error('must not start')
    },
    source: {
      ...source,
      take: async (limit) => {
        resolve()
        await answer
        return source.take(limit)
      },
    },
    log,
  })
  await asked
  const stopped = worker.stop(1_000)
  giveAnswer()
  await stopped
  expect(calls).toEqual(['take 1', 'release job a'])
})

import { once } from 'node:events'
import { connect } from 'node:net'
import pg from 'pg'
import { startPostgres } from '#lib/db/testing-server.ts'
import type { GenerationDto, GenerationInput } from '#lib/generations/schema.ts'
import { EventStream } from './event-stream.ts'
import { test as base, expect } from './fixtures.ts'
import { finishedRun, imageDetail, makeRun, startRun } from './runs.ts'
import type { Sandbox } from './sandbox.ts'
import { feedOf, hashOfFile, only, post, readRun, runInput, statusesOf } from './server-runs.ts'
import type { Studio } from './studio.ts'

const test = base.extend<object, { databaseOf: (kind: string) => Promise<string> }>({
  /** `DATABASE_URL` for a studio: empty for the embedded database, otherwise that of a fresh one. */
  databaseOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
    async ({}, use) => {
      const postgres = await startPostgres()
      let made = 0
      await use(async (kind) => {
        if (kind === 'embedded') return ''
        const name = `studio_${++made}`
        const client = new pg.Client({ connectionString: postgres.url })
        await client.connect()
        await client.query(`create database ${name}`)
        await client.end()
        const url = new URL(postgres.url)
        url.pathname = `/${name}`
        return url.href
      })
      await postgres.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

// They come last and mostly wait, each for servers of its own.
test.describe.configure({ mode: 'parallel' })

const statusOf = async (server: Pick<Studio, 'fetch'>, path: string) => (await server.fetch(path)).status

const underWay = (gateway: Sandbox, ...prompts: string[]) =>
  expect
    .poll(async () => (await Promise.all(prompts.map((prompt) => gateway.callCount(prompt)))).join())
    .toBe(prompts.map(() => 1).join())

for (const database of ['embedded', 'PostgreSQL']) {
  test.describe(`on ${database}`, () => {
    // On a PostgreSQL server a process counts as dead after 30 s of silence, which others notice within 5 s.
    test.setTimeout(120_000)

    test('a server killed in mid-call loses no run, and pays for none twice', async ({
      newStudio,
      gateway,
      databaseOf,
    }) => {
      const studio = await newStudio({
        DATABASE_URL: await databaseOf(database),
        BUNCH_CONCURRENCY: '2',
      })
      await studio.start()
      const made = await makeRun(studio, { prompt: `Kept on ${database} [sandbox: instant]`, n: 2 })
      const hashes = () => Promise.all(made.images.map(({ id }) => hashOfFile(studio, id)))
      const before = await hashes()

      const hanging = ['one', 'another'].map(
        (name) => `Killed, ${name} on ${database} [sandbox: hang times=1]`,
      )
      const running = await Promise.all(hanging.map((prompt) => startRun(studio, { prompt })))
      await underWay(gateway, ...hanging)
      const waiting = ['a', 'b', 'c'].map((name) => `Waiting, ${name} on ${database} [sandbox: instant]`)
      const queued: GenerationDto[] = []
      for (const prompt of waiting) queued.push(await startRun(studio, { prompt, n: 2 }))
      for (const { id } of queued) expect(statusesOf(await readRun(studio, id))).toEqual(['queued', 'queued'])
      // Acknowledged the very moment before.
      const last = `The last word on ${database} [sandbox: instant]`
      queued.push(await startRun(studio, { prompt: last, n: 2 }))
      await studio.kill()
      await studio.start()

      const all = [made, ...running, ...queued].map(({ id }) => id)
      expect(new Set((await feedOf(studio)).map(({ id }) => id))).toEqual(new Set(all))
      for (const { id } of queued) {
        const run = await finishedRun(studio, { id })
        expect(statusesOf(run)).toEqual(['succeeded', 'succeeded'])
      }
      for (const { id } of running) {
        const image = only(await finishedRun(studio, { id }))
        expect(image).toMatchObject({
          status: 'outcome_unknown',
          failure: { kind: 'outcome_unknown', billed: 'unknown' },
        })
        const { attempts } = await imageDetail(studio, image.id)
        expect(attempts).toMatchObject([{ number: 1, outcome: 'outcome_unknown', billed: 'unknown' }])
      }
      expect(await hashes()).toEqual(before)
      for (const prompt of [...waiting, last]) expect(await gateway.callCount(prompt)).toBe(2)
      for (const prompt of hanging) expect(await gateway.callCount(prompt)).toBe(1)

      for (const [place, { id }] of running.entries()) {
        const { id: imageId } = only(await readRun(studio, id))
        expect((await post(studio, `/api/images/${imageId}/retry`, { id: crypto.randomUUID() })).status).toBe(
          202,
        )
        expect(only(await finishedRun(studio, { id }))).toMatchObject({
          id: imageId,
          status: 'succeeded',
          attempts: 2,
        })
        expect(await gateway.callCount(hanging[place] ?? '')).toBe(2)
      }
      expect(await studio.stop()).toBe(0)
    })

    test('a server told to stop finishes its call, begins no other, and goes on after the restart', async ({
      newStudio,
      gateway,
      databaseOf,
    }) => {
      const studio = await newStudio({
        DATABASE_URL: await databaseOf(database),
        BUNCH_CONCURRENCY: '1',
      })
      await studio.start()
      const finishing = `Finishing on ${database} [sandbox: instant hold]`
      const running = await startRun(studio, { prompt: finishing })
      await underWay(gateway, finishing)
      const waiting = ['a', 'b'].map((name) => `After the stop, ${name} on ${database} [sandbox: instant]`)
      const queued = await Promise.all(waiting.map((prompt) => startRun(studio, { prompt })))

      studio.running().signal('SIGTERM')
      await expect.poll(() => statusOf(studio, '/api/readyz')).toBe(503)
      expect(await statusOf(studio, '/api/healthz')).toBe(200)
      const refused = await post(studio, '/api/generations', runInput({ prompt: 'Too late' }))
      expect([refused.status, (await refused.json()).error.code]).toEqual([503, 'draining'])
      await gateway.release(finishing)
      expect(await studio.running().end()).toBe(0)
      expect((await gateway.calls(finishing)).map(({ outcome }) => outcome)).toEqual([200])
      for (const prompt of waiting) expect(await gateway.callCount(prompt)).toBe(0)

      await studio.start()
      expect(statusesOf(await readRun(studio, running.id))).toEqual(['succeeded'])
      for (const { id } of queued)
        expect(statusesOf(await finishedRun(studio, { id }))).toEqual(['succeeded'])
      for (const prompt of [finishing, ...waiting]) expect(await gateway.callCount(prompt)).toBe(1)
      expect((await feedOf(studio)).map(({ prompt }) => prompt)).not.toContain('Too late')
    })
  })
}

test.describe('two servers on one PostgreSQL and one data folder', () => {
  test.setTimeout(120_000)

  test('share the cap on calls, and tell each other’s browsers', async ({
    newStudio,
    gateway,
    databaseOf,
  }) => {
    const env = { DATABASE_URL: await databaseOf('PostgreSQL'), BUNCH_CONCURRENCY: '2' }
    const first = await newStudio(env)
    const second = await newStudio({ ...env, BUNCH_DATA_DIR: first.dataDir })
    await first.start()
    await second.start()
    const stream = await EventStream.open(second)

    const prompt = 'Shared by two servers [sandbox: instant latency=400]'
    const runs = await Promise.all([first, second, first].map((server) => startRun(server, { prompt, n: 4 })))
    for (const { id } of runs) {
      expect(new Set(statusesOf(await finishedRun(first, { id })))).toEqual(new Set(['succeeded']))
    }
    const calls = await gateway.calls(prompt)
    expect(calls).toHaveLength(12)
    expect(mostAtOnce(calls)).toBe(2)
    for (const { id } of runs) await expect.poll(() => stream.statuses(id)).toContain('succeeded')
    // Made by one, its bytes are served by the other.
    for (const { id } of (await readRun(first, runs[0]?.id ?? '')).images) {
      expect(await hashOfFile(second, id)).toBe(await hashOfFile(first, id))
    }
    stream.close()
    expect([await first.stop(), await second.stop()]).toEqual([0, 0])
  })

  test('one that is killed is taken over by the other', async ({ newStudio, gateway, databaseOf }) => {
    const env = { DATABASE_URL: await databaseOf('PostgreSQL'), BUNCH_CONCURRENCY: '1' }
    const first = await newStudio(env)
    await first.start()
    const hanging = 'In the hands of the killed one [sandbox: hang times=1]'
    const running = await startRun(first, { prompt: hanging })
    await underWay(gateway, hanging)
    const second = await newStudio({ ...env, BUNCH_DATA_DIR: first.dataDir })
    await second.start()
    const waiting = 'In nobody’s hands yet [sandbox: instant]'
    const queued = await startRun(first, { prompt: waiting, n: 2 })
    expect(statusesOf(await readRun(second, queued.id))).toEqual(['queued', 'queued'])
    await first.kill()

    expect(statusesOf(await finishedRun(second, queued))).toEqual(['succeeded', 'succeeded'])
    const orphan = only(await finishedRun(second, running))
    expect(orphan).toMatchObject({ status: 'outcome_unknown', failure: { billed: 'unknown' } })
    expect([await gateway.callCount(hanging), await gateway.callCount(waiting)]).toEqual([1, 2])
    expect((await post(second, `/api/images/${orphan.id}/retry`, { id: crypto.randomUUID() })).status).toBe(
      202,
    )
    expect(only(await finishedRun(second, running)).status).toBe('succeeded')
  })
})

test.describe('a connection that drops while a run is sent', () => {
  /** Sends the request's bytes up to `length`, and goes away without waiting for the answer. */
  async function sendAndLeave(server: Studio, input: GenerationInput, length?: number) {
    const body = Buffer.from(JSON.stringify(input))
    const { host, hostname, port } = new URL(server.url)
    const head = [
      'POST /api/generations HTTP/1.1',
      `host: ${host}`,
      `cookie: ${await server.cookie()}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
    ]
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    await new Promise<void>((resolve) => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      socket.write(body.subarray(0, length), () => resolve())
    })
    socket.destroy()
    await once(socket, 'close')
  }

  const runsWith = async (server: Studio, prompt: string) =>
    (await feedOf(server)).filter((run) => run.prompt === prompt)

  test('after the last byte: it is made, once, however often it is sent again', async ({
    studio,
    gateway,
  }) => {
    const prompt = 'Sent and left [sandbox: instant]'
    const input = runInput({ prompt })
    await sendAndLeave(studio, input)
    await expect.poll(() => statusOf(studio, `/api/generations/${input.id}`)).toBe(200)
    const again = await Promise.all([1, 2, 3].map(() => post(studio, '/api/generations', input)))
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200])
    for (const answer of again) expect(await answer.json()).toMatchObject({ id: input.id })
    expect(only(await finishedRun(studio, input)).status).toBe('succeeded')
    expect(await runsWith(studio, prompt)).toHaveLength(1)
    expect(await gateway.callCount(prompt)).toBe(1)
  })

  test('in the middle: nothing is made until it is sent again', async ({ studio, gateway }) => {
    const prompt = 'Sent by halves [sandbox: instant]'
    const input = runInput({ prompt })
    await sendAndLeave(studio, input, 40)
    expect(await statusOf(studio, `/api/generations/${input.id}`)).toBe(404)
    expect((await post(studio, '/api/generations', input)).status).toBe(202)
    expect(only(await finishedRun(studio, input)).status).toBe('succeeded')
    expect(await runsWith(studio, prompt)).toHaveLength(1)
    expect(await gateway.callCount(prompt)).toBe(1)
  })

  test('the same id sent ten times at once is one run', async ({ studio, gateway }) => {
    const prompt = 'Ten at once [sandbox: instant]'
    const input = runInput({ prompt })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(studio, '/api/generations', input)),
    )
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9)
    await finishedRun(studio, input)
    expect(await runsWith(studio, prompt)).toHaveLength(1)
    expect(await gateway.callCount(prompt)).toBe(1)
  })
})

/** The most calls that were under way at one moment. */
function mostAtOnce(calls: readonly { at: string; tookMs: number | null }[]): number {
  const spans = calls.map(({ at, tookMs }) => ({ from: Date.parse(at), to: Date.parse(at) + (tookMs ?? 0) }))
  return Math.max(
    ...spans.map(({ from }) => spans.filter((span) => span.from <= from && from < span.to).length),
  )
}

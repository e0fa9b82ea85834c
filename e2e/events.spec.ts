import { EventStream } from './event-stream.ts'
import { expect, test } from './fixtures.ts'
import { finishedRun, makeRun, startRun } from './runs.ts'
import { only, post, readRun } from './server-runs.ts'

/** A heartbeat comes every 15 s, to every stream. */
const HEARTBEAT_WITHIN_MS = 20_000

const outcomeOf = async (
  gateway: { calls(prompt: string): Promise<{ outcome: unknown }[]> },
  prompt: string,
) => (await gateway.calls(prompt)).map(({ outcome }) => outcome)

test('events come one by one as they happen, uncompressed and unbuffered', async ({ studio }) => {
  const stream = await EventStream.open(studio)
  const { statusCode, headers } = stream.response
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  // The request offered every compression there is.
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers['content-length']).toBeUndefined()

  // A call without end: were events held back until there is more to send, this one would never come.
  const prompt = 'Told as it happens [sandbox: hang]'
  const { id } = await startRun(studio, { prompt })
  await expect.poll(() => stream.statuses(id)).toContain('running')
  expect((await post(studio, `/api/generations/${id}/cancel`)).status).toBe(200)
  const { status } = only(await finishedRun(studio, { id }))
  await expect.poll(() => stream.statuses(id).at(-1)).toBe(status)
  const told = stream.statuses(id)
  expect(told.indexOf('running')).toBeLessThan(told.indexOf(status))
  stream.close()
})

test('every browser hears the same, and the last word is what the API says', async ({ studio }) => {
  const streams = await Promise.all([1, 2, 3].map(() => EventStream.open(studio)))
  const { id } = await makeRun(studio, { prompt: 'For all to hear [sandbox: instant]' })
  await expect.poll(async () => only(await readRun(studio, id)).asset?.thumbs).toBe(true)
  const truth = await readRun(studio, id)
  for (const stream of streams) {
    const lastWord = () =>
      stream.events.flatMap((event) =>
        event.type === 'generation' && event.generation.id === id ? [event.generation] : [],
      )
    await expect.poll(() => lastWord().at(-1)).toEqual(truth)
    stream.close()
  }
})

test('a silent stream is kept alive, and one that comes back hears what it missed', async ({ newStudio }) => {
  const studio = await newStudio()
  await studio.start()
  const before = await EventStream.open(studio)
  const { lastEventId } = before
  before.close()
  const { id } = await makeRun(studio, { prompt: 'While nobody listened [sandbox: instant]' })
  await expect.poll(async () => only(await readRun(studio, id)).asset?.thumbs).toBe(true)
  const truth = await readRun(studio, id)

  const silent = await EventStream.open(studio)
  expect(silent.text).toMatch(/^retry: 1000\n\n/)
  await expect.poll(() => silent.text, { timeout: HEARTBEAT_WITHIN_MS }).toContain('\n\n: heartbeat\n\n')
  silent.close()

  // A new stream looks back 15 s at most, and so much has passed since the run: only the id can bring it back.
  const fresh = await EventStream.open(studio)
  expect(fresh.statuses(id)).toEqual([])
  const back = await EventStream.open(studio, lastEventId)
  expect(back.events).toContainEqual({ type: 'generation', generation: truth })
  expect(Number(back.lastEventId)).toBeGreaterThan(Number(lastEventId))
  for (const stream of [fresh, back]) stream.close()
})

test('a stream goes on over a restart of the server', async ({ newStudio, gateway }) => {
  const studio = await newStudio({ BUNCH_CONCURRENCY: '1' })
  await studio.start()
  const prompt = 'Over a restart [sandbox: instant hold]'
  const { id } = await startRun(studio, { prompt, n: 2 })
  const stream = await EventStream.open(studio)
  await expect.poll(() => stream.statuses(id).length).toBeGreaterThan(0)
  const { lastEventId } = stream
  await studio.kill()
  await expect.poll(() => stream.ended).toBe('broken')
  await studio.start()
  await gateway.release(prompt)
  await finishedRun(studio, { id })
  // The last that changes of a run.
  const thumbs = async () =>
    (await readRun(studio, id)).images.every(({ asset }) => asset === null || asset.thumbs)
  await expect.poll(thumbs).toBe(true)
  const truth = await readRun(studio, id)
  const back = await EventStream.open(studio, lastEventId)
  expect(back.events).toContainEqual({ type: 'generation', generation: truth })
  back.close()
})

test('streams end when the server drains, while its last call still runs', async ({ newStudio, gateway }) => {
  const studio = await newStudio()
  await studio.start()
  const prompt = 'The last call [sandbox: instant hold]'
  await startRun(studio, { prompt })
  await expect.poll(() => gateway.callCount(prompt)).toBe(1)
  const stream = await EventStream.open(studio)
  studio.running().signal('SIGTERM')
  await expect.poll(() => stream.ended).toBe('end')
  expect(await outcomeOf(gateway, prompt)).toEqual([null])
  await gateway.release(prompt)
  expect(await studio.running().end()).toBe(0)
  expect(await outcomeOf(gateway, prompt)).toEqual([200])
})

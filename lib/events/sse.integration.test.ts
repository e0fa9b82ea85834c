import { afterAll, beforeAll, expect, it } from 'vitest'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { type SandboxServer, startSandboxServer } from '#lib/gateway/sandbox/server.ts'
import { createGeneration } from '#lib/generations/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { startWorker, type Worker } from '#lib/studio-worker.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { createHub, type Hub } from './hub.ts'
import { type StudioEvent, studioEvent } from './schema.ts'
import { eventStream } from './sse.ts'

describeEachDatabase('the event stream', (fresh) => {
  let gateway: SandboxServer
  let studio: OpenStudio
  let worker: Worker
  let hub: Hub

  beforeAll(async () => {
    gateway = await startSandboxServer({ instant: true })
    studio = await openStudio(loadEnv(await studioEnvironment(fresh, gateway.url)))
    worker = await startWorker(studio)
    hub = createHub(studio)
  })
  afterAll(async () => {
    // What still runs would run for a minute.
    await worker.drain(0)
    await studio.close()
    await gateway.close()
  })

  /** Reads a stream until an event satisfies; the ids and events met on the way. */
  async function read(lastEventId: number | null, enough: (event: StudioEvent) => boolean) {
    const abort = new AbortController()
    const stream = eventStream(studio, hub, {
      viewer: actorOf(OWNER_ID, 'owner'),
      recheck: async () => true,
      lastEventId,
      signal: abort.signal,
    })
    const met: { id: number; event: StudioEvent }[] = []
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true })
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(message) ?? []
        if (data === undefined) continue
        met.push({ id: Number(id), event: studioEvent.parse(JSON.parse(data)) })
      }
      if (met.some(({ event }) => enough(event))) break
    }
    abort.abort()
    return met
  }

  const request = (prompt: string) => ({
    id: crypto.randomUUID(),
    prompt,
    model: 'nano-banana-2',
    ratio: '1:1' as const,
    tier: '512' as const,
    n: 1,
    temperature: null,
    referenceIds: [],
  })
  const create = (prompt: string) => {
    const input = request(prompt)
    const made = createGeneration(studio, actorOf(OWNER_ID, 'owner'), input, { source: 'studio' })
    return { id: input.id, made }
  }
  const thumbed = (id: string) => (event: StudioEvent) =>
    event.type === 'generation' &&
    event.generation.id === id &&
    event.generation.images[0]?.asset?.thumbs === true

  it('begins with the queue and tells a picture’s life to its end', async () => {
    const { id, made } = create('told live')
    const met = await read(null, thumbed(id))
    await made
    expect(met.some(({ event }) => event.type === 'queue')).toBe(true)
    const last = met.at(-1)?.event
    expect(last).toMatchObject({ type: 'generation', generation: { id, images: [{ status: 'succeeded' }] } })
  })

  it('resumes after a lost connection without missing what happened in between', async () => {
    const first = create('seen before the connection was lost')
    const seen = await read(null, thumbed(first.id))
    const lastId = seen.at(-1)?.id ?? 0
    const missed = create('made while nobody listened')
    await missed.made
    const met = await read(lastId, thumbed(missed.id))
    expect(met.filter(({ event }) => thumbed(missed.id)(event))).toHaveLength(1)
  })

  it('tells a browser that was away too long to fetch afresh', async () => {
    for (let i = 0; i < 201; i += 1) await create(`one of many [sandbox: latency=60000] ${i}`).made
    const met = await read(0, (event) => event.type === 'reset')
    expect(met.some(({ event }) => event.type === 'reset')).toBe(true)
  })
})

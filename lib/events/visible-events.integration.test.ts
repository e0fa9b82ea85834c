import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { addPictures } from '#lib/boards/testing.ts'
import { people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { createGeneration, setGenerationPrivacy, setGenerationTrashed } from '#lib/generations/service.ts'
import { markImages } from '#lib/marks/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import type { Actor } from '#lib/studio.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { createHub, type Hub } from './hub.ts'
import { type StudioEvent, studioEvent } from './schema.ts'
import { eventStream } from './sse.ts'

// No worker: what is asked for waits, and its news come only from what these tests do.
describeEachDatabase('what the event stream tells whom', (fresh) => {
  let studio: OpenStudio
  let hub: Hub
  const ann = actorOf(randomUUID())
  const mei = actorOf(randomUUID())
  const viewer = actorOf(randomUUID(), 'viewer')
  const owner = actorOf(randomUUID(), 'owner')
  const others = [mei, viewer, owner]

  beforeAll(async () => {
    studio = await openStudio(loadEnv(await studioEnvironment(fresh, 'http://127.0.0.1:9')))
    hub = createHub(studio)
    await studio.db
      .insert(people)
      .values([ann, ...others].map(({ personId, role }) => ({ id: personId, name: role, role })))
  })
  afterAll(() => studio.close())

  /** Whether each person's session is good, by their id. */
  const ended = new Set<string>()
  beforeEach(() => ended.clear())

  /** An open stream; `until` reads on to an event and gives all met on the way, `end` to the stream's own end. */
  function listen(actor: Actor, lastEventId: number | null = null) {
    const abort = new AbortController()
    const recheck = async () => !ended.has(actor.personId)
    const stream = eventStream(studio, hub, { viewer: actor, recheck, lastEventId, signal: abort.signal })
    const events = parse(stream)
    const met: StudioEvent[] = []
    const next = async () => {
      const { value } = await events.next()
      if (value) met.push(value)
      return value
    }
    return {
      async until(enough: (event: StudioEvent) => boolean) {
        for (;;) {
          const event = await next()
          if (!event) throw new Error(`the stream ended after ${JSON.stringify(met)}`)
          if (enough(event)) return met
        }
      },
      async end() {
        while (await next());
        return met
      },
      close: () => abort.abort(),
    }
  }
  async function* parse(stream: ReadableStream<Uint8Array>): AsyncGenerator<StudioEvent> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true })
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const data = /^id: \d+\ndata: (.*)$/.exec(message)?.[1]
        if (data !== undefined) yield studioEvent.parse(JSON.parse(data))
      }
    }
  }

  const input = (more: { private?: boolean } = {}) => ({
    id: randomUUID(),
    prompt: 'a heron',
    model: 'nano-banana-2',
    ratio: '1:1' as const,
    tier: '512' as const,
    n: 1,
    temperature: null,
    referenceIds: [],
    ...more,
  })
  const ask = async (actor: Actor, more?: { private?: boolean }) =>
    (await createGeneration(studio, actor, input(more), { source: 'studio' })).generation
  const tells = (id: string) => (event: StudioEvent) =>
    event.type === 'generation' && event.generation.id === id
  const hides = (id: string) => (event: StudioEvent) => event.type === 'hidden' && event.generationId === id
  /** A run of the team after which everything before it has been told. */
  const mark = async () => tells((await ask(ann)).id)
  const mentions = (events: StudioEvent[], ...ids: string[]) =>
    ids.some((id) => JSON.stringify(events).includes(id))

  it('a private run is told to its maker alone: no state, no id, no picture in line', async () => {
    const [maker, ...strangers] = [ann, ...others].map((actor) => listen(actor))
    if (!maker) throw new Error('nobody listens')
    const run = await ask(ann, { private: true })
    const imageId = run.images[0]?.id ?? ''
    await maker.until(tells(run.id))
    await setGenerationTrashed(studio, ann, run.id, true)
    const last = await mark()
    for (const stream of strangers) {
      expect(mentions(await stream.until(last), run.id, imageId)).toBe(false)
      stream.close()
    }
    maker.close()
    // The same to a browser that comes back.
    for (const actor of others) {
      const stream = listen(actor, studio.now().getTime())
      expect(mentions(await stream.until(last), run.id, imageId)).toBe(false)
      stream.close()
    }
  })

  it('a run that is made private is taken from others at once, and given back with its next state', async () => {
    const run = await ask(ann)
    const streams = [ann, ...others].map((actor) => listen(actor))
    for (const stream of streams) await stream.until(tells(run.id))
    await setGenerationPrivacy(studio, ann, run.id, true)
    const [maker, ...strangers] = streams
    for (const stream of strangers) await stream.until(hides(run.id))
    const met = await maker?.until(
      (event) => tells(run.id)(event) && JSON.stringify(event).includes('"private":true'),
    )
    expect(met?.some(hides(run.id))).toBe(false)
    await setGenerationPrivacy(studio, ann, run.id, false)
    for (const stream of strangers) {
      const events = await stream.until(
        (event) => event.type === 'generation' && event.generation.id === run.id && !event.generation.private,
      )
      expect(events.some((event) => event.type === 'generation' && event.generation.private)).toBe(false)
    }
    for (const stream of streams) stream.close()
  })

  it('a browser that was away learns what was hidden meanwhile, and nothing of it', async () => {
    const [run, trashed, before] = [await ask(ann), await ask(ann), studio.now().getTime()]
    await setGenerationPrivacy(studio, ann, run.id, true)
    await setGenerationTrashed(studio, ann, trashed.id, true)
    const last = await mark()
    for (const actor of [mei, viewer]) {
      const stream = listen(actor, before)
      const events = await stream.until(last)
      expect(events.filter(hides(run.id))).toHaveLength(1)
      expect(events.filter(hides(trashed.id))).toHaveLength(1)
      expect(events.some((event) => tells(run.id)(event) || tells(trashed.id)(event))).toBe(false)
      stream.close()
    }
    const maker = listen(ann, before)
    const own = await maker.until(last)
    expect(own.some(hides(run.id))).toBe(false)
    expect(own.some(tells(run.id)) && own.some(tells(trashed.id))).toBe(true)
    maker.close()
  })

  it('a board’s news go to those who may see it', async () => {
    const [listening, boardId] = [others.map((actor) => listen(actor)), randomUUID()]
    // The queue is the last that a stream begins with: what follows is live, in its order.
    for (const stream of listening) await stream.until((event) => event.type === 'queue')
    await studio.db.transaction((tx) =>
      studio.events.announce(tx, { type: 'board', id: boardId, to: [mei.personId] }),
    )
    const last = await mark()
    const told = await Promise.all(
      listening.map(async (stream) => mentions(await stream.until(last), boardId)),
    )
    expect(told).toEqual([true, false, false])
    for (const stream of listening) stream.close()
  })

  it('a heart is told to every browser of the person who gave it, and to nobody else', async () => {
    const [imageId = ''] = await addPictures(studio.db, ann)
    const [own, strangers] = [
      [listen(viewer), listen(viewer)],
      [ann, mei, owner].map((actor) => listen(actor)),
    ]
    for (const stream of [...own, ...strangers]) await stream.until((event) => event.type === 'queue')
    await markImages(studio, viewer, { imageIds: [imageId], favourite: true })
    await markImages(studio, viewer, { imageIds: [imageId], favourite: false })
    const last = await mark()
    for (const stream of own) {
      const hearts = (await stream.until(last)).filter(({ type }) => type === 'hearts')
      expect(hearts).toEqual(
        [true, false].map((favourite) => ({ type: 'hearts', imageIds: [imageId], favourite })),
      )
      stream.close()
    }
    for (const stream of strangers) {
      const events = await stream.until(last)
      expect(events.some(({ type }) => type === 'hearts' || type === 'reset')).toBe(false)
      stream.close()
    }
  })

  it('sessions that outlive a password change, a role loss, a ban or a removal: the stream ends with its session', async () => {
    const [theirs, another] = [listen(mei), listen(viewer)]
    await theirs.until(await mark())
    ended.add(mei.personId)
    await studio.db.transaction((tx) => studio.events.announce(tx, { type: 'person', id: mei.personId }))
    await theirs.end()
    const run = await ask(ann)
    expect(mentions(await theirs.end(), run.id)).toBe(false)
    await another.until(tells(run.id))
    another.close()
  })
})

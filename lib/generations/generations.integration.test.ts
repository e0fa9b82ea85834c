import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import { decodeCursor } from '#lib/cursor.ts'
import { people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { type SandboxServer, startSandboxServer } from '#lib/gateway/sandbox/server.ts'
import { imageDetail } from '#lib/images/data.ts'
import { cancelImage, redownloadImage, retryImage, setImageTrashed } from '#lib/images/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { promptHistory } from '#lib/prompts/history.data.ts'
import { queueState } from '#lib/queue/state.ts'
import { startWorker, type Worker } from '#lib/studio-worker.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { feedPage, generationById } from './data.ts'
import { resumeGateway } from './recovery.ts'
import { type GenerationDto, type GenerationInput, generationInput } from './schema.ts'
import { cancelGeneration, createGeneration, setGenerationTrashed } from './service.ts'

const owner = actorOf(OWNER_ID, 'owner')

const input = (prompt: string, more: Partial<GenerationInput> = {}): GenerationInput => ({
  id: crypto.randomUUID(),
  prompt,
  model: 'nano-banana-2',
  ratio: '1:1',
  tier: '512',
  n: 1,
  temperature: null,
  referenceIds: [],
  ...more,
})

describeEachDatabase('generations', (fresh) => {
  let gateway: SandboxServer
  let environment: Record<string, string>
  let studio: OpenStudio
  let worker: Worker

  beforeAll(async () => {
    gateway = await startSandboxServer({ instant: true })
    environment = await studioEnvironment(fresh, gateway.url, { BUNCH_CONCURRENCY: '2' })
    studio = await openStudio(loadEnv(environment))
    worker = await startWorker(studio)
  })
  afterAll(async () => {
    await worker.drain(5_000)
    await studio.close()
    await gateway.close()
  })

  async function until(id: string, reached: (generation: GenerationDto) => boolean): Promise<GenerationDto> {
    for (;;) {
      const generation = await generationById(studio.db, id)
      if (generation && reached(generation)) return generation
      await sleep(20)
    }
  }
  const settled = (id: string) =>
    until(id, ({ images }) => images.every(({ status }) => status !== 'queued' && status !== 'running'))
  const create = async (request: GenerationInput, actor = owner) =>
    (await createGeneration(studio, actor, request, { source: 'studio' })).generation
  const make = async (request: GenerationInput) => {
    await create(request)
    return settled(request.id)
  }
  const only = (generation: GenerationDto) => {
    const [image] = generation.images
    if (!image || generation.images.length !== 1) throw new Error('expected one picture')
    return image
  }
  const attemptsOf = async (imageId: string) => (await imageDetail(studio.db, owner, imageId))?.attempts ?? []

  it('makes n pictures with n calls, keeps their real size and makes thumbnails', async () => {
    const prompt = 'four quiet dunes'
    const request = input(prompt, { n: 4, ratio: '16:9' })
    expect((await create(request)).images).toHaveLength(4)
    const done = await until(request.id, ({ images }) => images.every(({ asset }) => asset?.thumbs))
    expect(done.images.map(({ asset, mismatch }) => [asset?.width, asset?.height, mismatch])).toEqual(
      Array(4).fill([688, 384, false]),
    )
    expect(gateway.calls(prompt)).toHaveLength(4)
    const [attempt] = await attemptsOf(done.images[0]?.id ?? '')
    expect(attempt).toMatchObject({
      outcome: 'succeeded',
      httpStatus: 200,
      billed: 'yes',
      estimatedPriceMicroUsd: 45_000,
    })
    expect(attempt?.latencyMs).toBeGreaterThan(0)
    expect(attempt?.gatewayRequestId).toBeTruthy()
  })

  it('makes one run of the same id sent many times at once', async () => {
    const request = input('sent by a double click')
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => createGeneration(studio, owner, request, { source: 'studio' })),
    )
    expect(answers.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(answers.map(({ generation }) => generation.images[0]?.id)).size).toBe(1)
    await settled(request.id)
    expect(gateway.calls(request.prompt)).toHaveLength(1)
  })

  it('refuses an id that was used for another request', async () => {
    const request = input('the first of its id')
    await make(request)
    await expect(create({ ...request, prompt: 'another' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('refuses what cannot be stored, naming it', async () => {
    await expect(create(input('a null \0 character'))).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'prompt',
    })
  })

  it('knows an id in whatever case it was sent', async () => {
    const request = generationInput.parse({ ...input('shouted'), id: crypto.randomUUID().toUpperCase() })
    expect((await create(request)).prompt).toBe('shouted')
    await settled(request.id)
  })

  it('names the field of what the model cannot do, and makes nothing', async () => {
    const request = input('too small for pro', { model: 'nano-banana-pro' })
    await expect(create(request)).rejects.toMatchObject({ code: 'tier_not_offered', field: 'tier' })
    expect(await generationById(studio.db, request.id)).toBeNull()
  })

  it('waits out a rate limit by itself', async () => {
    const image = only(await make(input('patient [sandbox: 429 retry-after=1 times=1]')))
    expect(image).toMatchObject({ status: 'succeeded', attempts: 2, failure: null })
    expect((await attemptsOf(image.id)).map(({ outcome }) => outcome).sort()).toEqual([
      'rate_limited',
      'succeeded',
    ])
  })

  it('says that it waits out a rate limit, and until when', async () => {
    const asked = Date.now()
    const request = input('asked to be patient [sandbox: 429 retry-after=120]')
    await create(request)
    const image = only(await until(request.id, (generation) => only(generation).waiting !== null))
    expect(image.waiting?.kind).toBe('rate_limited')
    expect(Date.parse(image.waiting?.until ?? '')).toBeGreaterThanOrEqual(asked + 120_000)
    await cancelImage(studio, owner, image.id)
    expect(only(await settled(request.id)).status).toBe('cancelled')
  })

  it.each([
    ['[sandbox: no-choices]', 'refused', 'yes'],
    ['[sandbox: no-image]', 'no_image', 'yes'],
    ['[sandbox: upload-failed]', 'gateway_storage', 'yes'],
    ['[sandbox: 503-model-not-found]', 'model_unavailable', 'no'],
    ['[sandbox: reset]', 'outcome_unknown', 'unknown'],
    ['[sandbox: hang]', 'outcome_unknown', 'unknown'],
    ['[sandbox: 504]', 'outcome_unknown', 'unknown'],
    ['[sandbox: url-404]', 'result_lost', 'yes'],
  ])('ends %s as %s, billed %s, with one call', async (directive, kind, billed) => {
    const prompt = `ends badly ${directive}`
    // Only who never answers is to be given up.
    const { BUNCH_DEADLINE } = studio.env
    if (directive.includes('hang')) Object.assign(studio.env, { BUNCH_DEADLINE: 8 })
    onTestFinished(() => void Object.assign(studio.env, { BUNCH_DEADLINE }))
    const image = only(await make(input(prompt)))
    expect(image.failure).toMatchObject({ kind, billed })
    expect(image.status).toBe(kind === 'outcome_unknown' ? 'outcome_unknown' : 'failed')
    expect(await attemptsOf(image.id)).toMatchObject([{ outcome: kind, billed }])
    expect(gateway.calls(prompt)).toHaveLength(1)
  })

  it('downloads a lost result again without paying', async () => {
    const prompt = 'lost and found [sandbox: url-404]'
    const lost = only(await make(input(prompt)))
    await redownloadImage(studio, owner, lost.id)
    const image = only(await settled(lost.generationId))
    expect(image).toMatchObject({
      status: 'failed',
      failure: { kind: 'result_lost', billed: 'yes' },
      attempts: 1,
    })
    expect(gateway.calls(prompt)).toHaveLength(1)
  })

  it('retries once, however often the same retry is sent', async () => {
    const prompt = 'refused, and refused again [sandbox: no-choices]'
    const refused = only(await make(input(prompt)))
    const newId = crypto.randomUUID()
    await retryImage(studio, owner, refused.id, newId)
    await settled(refused.generationId)
    // The answer was lost, and the browser sends it again.
    await retryImage(studio, owner, refused.id, newId)
    await settled(refused.generationId)
    expect(gateway.calls(prompt)).toHaveLength(2)
    await retryImage(studio, owner, refused.id, crypto.randomUUID())
    await settled(refused.generationId)
    expect(gateway.calls(prompt)).toHaveLength(3)
  })

  it('says when the picture is not of the size that was asked, and retries it as a run of its own', async () => {
    const prompt = 'smaller than asked [sandbox: wrong-size]'
    const image = only(await make(input(prompt, { tier: '2K' })))
    expect(image).toMatchObject({
      status: 'succeeded',
      mismatch: true,
      expected: { width: 2048, height: 2048 },
    })
    const newId = crypto.randomUUID()
    await retryImage(studio, owner, image.id, newId)
    expect(await settled(newId)).toMatchObject({ n: 1, prompt, tier: '2K' })
    expect(only((await generationById(studio.db, image.generationId)) ?? (await settled(newId))).id).toBe(
      image.id,
    )
  })

  it('stops the queue on a refused key, keeps what waits, and goes on when resumed', async () => {
    const bad = input('wrong key [sandbox: 401 times=1]')
    expect(only(await make(bad)).failure).toMatchObject({ kind: 'bad_key', billed: 'no' })
    const waiting = input('waits for the key')
    await create(waiting)
    await sleep(300)
    expect(await queueState(studio.db)).toMatchObject({
      paused: { kind: 'bad_key' },
      queuedTotal: 1,
      running: 0,
    })
    expect(gateway.calls(waiting.prompt)).toHaveLength(0)
    await resumeGateway(studio)
    expect(only(await settled(waiting.id)).status).toBe('succeeded')
    expect((await queueState(studio.db)).paused).toBeNull()
  })

  it('cancels a waiting picture for nothing and a running one with a warning', async () => {
    const running = input('slow [sandbox: hold]', { n: 2 })
    const queued = input('never started')
    await create(running)
    while (gateway.calls(running.prompt).length < 2) await sleep(20)
    const waiting = only(await create(queued))
    await cancelImage(studio, owner, waiting.id)
    expect(only(await settled(queued.id))).toMatchObject({ status: 'cancelled' })
    expect(await attemptsOf(waiting.id)).toEqual([])
    await cancelGeneration(studio, owner, running.id)
    const ended = await settled(running.id)
    expect(ended.images.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(await attemptsOf(ended.images[0]?.id ?? '')).toMatchObject([
      { outcome: 'cancelled', billed: 'unknown' },
    ])
    await expect(cancelImage(studio, owner, waiting.id)).rejects.toMatchObject({ code: 'not_cancellable' })
  })

  it('is fair between people: one picture does not wait behind another person’s twelve', async () => {
    const guest = actorOf(crypto.randomUUID())
    await studio.db.insert(people).values({ id: guest.personId, name: 'Guest' })
    const many = [input('many a [sandbox: hold]', { n: 6 }), input('many b [sandbox: hold]', { n: 6 })]
    for (const request of many) await create(request)
    const one = input('just one')
    await create(one, guest)
    for (const { prompt } of many) gateway.release(prompt)
    const done = only(await settled(one.id))
    const others = await Promise.all(many.map(({ id }) => settled(id)))
    const before = others
      .flatMap(({ images }) => images)
      .filter(({ startedAt }) => (startedAt ?? '') < (done.startedAt ?? ''))
    expect(before.length).toBeLessThanOrEqual(4)
  })

  it('hides what is in the trash and takes it back whole', async () => {
    const generation = await make(input('here, gone and here', { n: 2 }))
    const [first] = generation.images
    if (!first) throw new Error('expected a picture')
    expect((await setImageTrashed(studio, owner, first.id, true)).images).toHaveLength(1)
    expect((await setImageTrashed(studio, owner, first.id, false)).images).toHaveLength(2)
    await setGenerationTrashed(studio, owner, generation.id, true)
    const ids = async () =>
      (await feedPage(studio.db, owner, { cursor: null, limit: 100 })).items.map(({ id }) => id)
    expect(await ids()).not.toContain(generation.id)
    await setGenerationTrashed(studio, owner, generation.id, false)
    expect(await ids()).toContain(generation.id)
  })

  it('pages the feed without repeating or missing a run, and lists recent prompts once', async () => {
    const all = (await feedPage(studio.db, owner, { cursor: null, limit: 1_000 })).items.map(({ id }) => id)
    const paged: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await feedPage(studio.db, owner, {
        cursor: cursor === null ? null : decodeCursor(cursor),
        limit: 3,
      })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(paged).toEqual(all)
    const prompts = (await promptHistory(studio.db, OWNER_ID, { text: '', limit: 50 })).map(
      ({ prompt }) => prompt,
    )
    expect(prompts.length).toBe(new Set(prompts).size)
  })

  it('drains: running calls finish, waiting ones stay for the next start', async () => {
    const running = input('finishes in the grace period [sandbox: hold]', { n: 2 })
    await create(running)
    await until(running.id, ({ images }) => images.every(({ status }) => status === 'running'))
    const waiting = input('left for the next start')
    await create(waiting)
    const drained = worker.drain(60_000)
    gateway.release(running.prompt)
    await drained
    expect((await settled(running.id)).images.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect(only((await generationById(studio.db, waiting.id)) ?? accidentally()).status).toBe('queued')
    await studio.close()
    studio = await openStudio(loadEnv(environment))
    worker = await startWorker(studio)
    expect(only(await settled(waiting.id)).status).toBe('succeeded')
  })
})

function accidentally(): never {
  throw new Error('an acknowledged generation is gone')
}

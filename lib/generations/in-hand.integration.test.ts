import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import { BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { PULSE } from '#lib/db/instances.ts'
import { images } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import type { GatewayAdapter, GenerateRequest, GenerateResult } from '#lib/gateway/adapter.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { imageDetail } from '#lib/images/data.ts'
import { cancelImage, retryImage } from '#lib/images/service.ts'
import { sharp } from '#lib/images/sharp.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { generationById } from './data.ts'
import { type GenerateContext, generateImage } from './generate.job.handler.ts'
import { recover, sendStranded } from './recovery.ts'
import { createGeneration } from './service.ts'

const owner = actorOf(OWNER_ID, 'owner')

/** No worker runs here: each test takes the path of one picture by hand, and looks in where a race would. */
describeEachDatabase('a picture in hand', (fresh) => {
  let studio: OpenStudio
  let context: GenerateContext
  let sent: string[]
  /** What the gateway answers; by default it breaks. */
  let answer: (request: GenerateRequest) => Promise<GenerateResult>

  beforeAll(async () => {
    const opened = await openStudio(loadEnv(await studioEnvironment(fresh, 'http://127.0.0.1:9')))
    studio = opened
    // A gateway over HTTP would do, but calls must be counted at the moment they are sent.
    const real = opened.gateway.adapter
    const adapter: GatewayAdapter = {
      ...real,
      async generate(request) {
        await request.onSent?.()
        sent.push(request.prompt)
        return answer(request)
      },
    }
    context = {
      ...studio,
      gateway: { id: 'images-api', adapter },
      stopping: new AbortController().signal,
      running: new Set(),
    }
  })
  beforeEach(() => {
    sent = []
    answer = () => Promise.reject(new Error('nobody answers here'))
  })
  afterAll(() => studio.close())

  async function create(prompt: string) {
    const request = {
      id: crypto.randomUUID(),
      prompt,
      model: 'nano-banana-2',
      ratio: '1:1' as const,
      tier: '512' as const,
      n: 1,
      temperature: null,
      referenceIds: [],
    }
    const { generation } = await createGeneration(studio, owner, request, { source: 'studio' })
    const [image] = generation.images
    if (!image) throw new Error('expected a picture')
    return image.id
  }
  const isInHand = (imageId: string) => [...context.running].some((picture) => picture.imageId === imageId)
  const recoverNow = (unusable = new Set<string>()) => recover(studio, { isInHand, unusable, pulse: PULSE })
  const answered = (...pictures: Uint8Array[]): GenerateResult => ({
    images: pictures.map((picture) => ({
      bytes: (async function* () {
        yield picture
      })(),
    })),
    status: 200,
    requestId: null,
    text: null,
    resultUrl: null,
  })
  const set = (imageId: string, row: Partial<typeof images.$inferInsert>) =>
    studio.db.update(images).set(row).where(eq(images.id, imageId))
  const look = async (imageId: string) => {
    const detail = await imageDetail(studio.db, actorOf(OWNER_ID, 'owner'), imageId)
    return { image: detail?.image, attempts: detail?.attempts ?? [] }
  }
  async function jobsOf(imageId: string): Promise<number> {
    const { rows } = (await studio.db.execute(
      sql`select 1 from pgboss.job where name = 'generate-image' and data ->> 'id' = ${imageId} and state = 'created'`,
    )) as { rows: unknown[] }
    return rows.length
  }

  it('is left alone by a recovery that began before it was claimed', async () => {
    const imageId = await create('claimed while recovery was reading')
    const onStep = async () => recoverNow()
    await generateImage({ ...context, onStep }, imageId)
    expect(sent.filter((prompt) => prompt.startsWith('claimed while'))).toHaveLength(1)
    expect((await look(imageId)).attempts).toHaveLength(1)
    expect(await jobsOf(imageId)).toBe(1)
  })

  it('is not called for once a person has cancelled it, wherever the news got lost', async () => {
    const imageId = await create('cancelled in the last moment')
    const onStep = async () => void (await cancelImage(studio, owner, imageId))
    await generateImage({ ...context, onStep }, imageId)
    expect(sent).not.toContain('cancelled in the last moment')
    expect(await look(imageId)).toMatchObject({ image: { status: 'cancelled' }, attempts: [] })
  })

  it('is not called for by a process that stood still and was taken for dead', async () => {
    const imageId = await create('taken over')
    const other = crypto.randomUUID()
    await generateImage(
      { ...context, onStep: async () => void (await set(imageId, { instanceId: other })) },
      imageId,
    )
    expect(sent).not.toContain('taken over')
    // What the other process does with it is not ours to end.
    expect(await look(imageId)).toMatchObject({ image: { status: 'running' }, attempts: [] })
  })

  it('stays cancelled when its process dies before the cancellation was carried out', async () => {
    const imageId = await create('cancelled, then the lights went out')
    await set(imageId, { status: 'running', instanceId: crypto.randomUUID(), cancelRequestedAt: new Date() })
    await recoverNow()
    expect((await look(imageId)).image?.status).toBe('cancelled')
  })

  it('keeps its job when that comes before its time', async () => {
    const imageId = await create('too early')
    await set(imageId, { notBefore: new Date(Date.now() + 60_000) })
    const before = await jobsOf(imageId)
    await generateImage(context, imageId)
    expect(await jobsOf(imageId)).toBe(before + 1)
    expect((await look(imageId)).image?.status).toBe('queued')
  })

  it('keeps its bytes when the trash is emptied of the same ones, before and after they are read', async () => {
    const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c60' } })
      .png()
      .toBuffer()
    answer = () => Promise.resolve(answered(picture))
    const sha256 = createHash('sha256').update(picture).digest('hex')
    const remove = () => studio.blobs.remove(blobKeys.original(sha256))
    const before = await create('the same bytes as something in the trash')
    const onStep: GenerateContext['onStep'] = async (step) => (step === 'promoted' ? remove() : undefined)
    await generateImage({ ...context, onStep }, before)
    const after = await create('and once more')
    const withFile: typeof studio.blobs.withFile = async (key, use) => {
      const result = await studio.blobs.withFile(key, use)
      await remove()
      return result
    }
    await generateImage({ ...context, blobs: { ...studio.blobs, withFile } }, after)
    for (const imageId of [before, after]) expect((await look(imageId)).image?.status).toBe('succeeded')
    expect(await studio.blobs.stat(blobKeys.original(sha256))).toEqual({ size: picture.length })
  })

  it('gets a new job when its own got lost', async () => {
    const imageId = await create('stranded')
    await studio.db.execute(sql`delete from pgboss.job where data ->> 'id' = ${imageId}`)
    await sendStranded(studio)
    expect(await jobsOf(imageId)).toBe(0)
    // The one that another process holds in this suite must not count as running.
    await studio.db.update(images).set({ status: 'cancelled' }).where(eq(images.status, 'running'))
    await set(imageId, { queuedAt: new Date(Date.now() - 61_000) })
    await sendStranded(studio)
    expect(await jobsOf(imageId)).toBe(1)
  })

  it('keeps every picture of an answer, the further ones as pictures of the run', async () => {
    const imageId = await create('one asked, three came')
    const three = await Promise.all([1, 2, 3].map((shade) => flatPicture(shade)))
    answer = async () => answered(...three)
    await generateImage(context, imageId)
    const { image } = await look(imageId)
    const generation = await generationById(studio.db, image?.generationId ?? '')
    expect(generation?.images.map(({ index, status }) => [index, status])).toEqual([
      [0, 'succeeded'],
      [1, 'succeeded'],
      [2, 'succeeded'],
    ])
    expect(generation?.images[0]?.id).toBe(imageId)
    expect(await studio.blobs.staged()).toEqual([])
  })

  it('adds what a killed process had staged of an answer, once', async () => {
    const imageId = await create('two came, then the lights went out')
    answer = async () => answered(await flatPicture(4))
    await generateImage(context, imageId)
    const [attempt] = (await look(imageId)).attempts
    const further = await flatPicture(5)
    const generationId = (await look(imageId)).image?.generationId ?? ''
    for (let times = 0; times < 2; times += 1) {
      await studio.blobs.stage(
        `${attempt?.id}-1`,
        (async function* () {
          yield further
        })(),
      )
      await recoverNow()
    }
    expect((await generationById(studio.db, generationId))?.images).toHaveLength(2)
    expect(await studio.blobs.staged()).toEqual([])
  })

  it('keeps the bytes of an earlier call that come home after a later one made the picture', async () => {
    const imageId = await create('made twice')
    const early = await flatPicture(6)
    answer = async () => answered(early)
    const broken = { ...studio.blobs, promote: () => Promise.reject(new Error('the folder is away')) }
    await generateImage({ ...context, blobs: broken }, imageId)
    expect((await look(imageId)).image).toMatchObject({ status: 'failed', failure: { kind: 'internal' } })
    await retryImage(studio, owner, imageId, crypto.randomUUID())
    answer = async () => answered(await flatPicture(7))
    await generateImage(context, imageId)
    await recoverNow()
    const { image, attempts } = await look(imageId)
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded'])
    expect((await generationById(studio.db, image?.generationId ?? ''))?.images).toHaveLength(2)
  })

  it('looks at bytes that no decoder reads once, and keeps them', async () => {
    const imageId = await create('half a picture')
    const whole = await flatPicture(8)
    answer = async () => answered(whole.subarray(0, whole.length / 2))
    await generateImage(context, imageId)
    expect((await look(imageId)).image?.failure).toMatchObject({ kind: 'no_image', billed: 'yes' })
    let looks = 0
    const counted = {
      ...studio.blobs,
      promote: async (...args: [string, string]) => {
        looks += 1
        return studio.blobs.promote(...args)
      },
    }
    const unusable = new Set<string>()
    for (let times = 0; times < 3; times += 1) {
      await recover({ ...studio, blobs: counted }, { isInHand, unusable, pulse: PULSE })
    }
    expect(looks).toBe(1)
    const staged = await studio.blobs.staged()
    expect(staged).toHaveLength(1)
    for (const { attemptId } of staged) await studio.blobs.unstage(attemptId)
  })

  it('leaves bytes alone that no call on record explains', async () => {
    const name = 'not-an-attempt-of-ours'
    await studio.blobs.stage(
      name,
      (async function* () {
        yield new Uint8Array([1])
      })(),
    )
    await recoverNow()
    expect(await studio.blobs.staged()).toMatchObject([{ attemptId: name }])
    await studio.blobs.unstage(name)
  })

  it('makes no call when there is no room for a picture', async () => {
    const imageId = await create('no room')
    const full = {
      ...studio.blobs,
      assertRoom: () => Promise.reject(new BlobStoreFullError(new Error('a full disk'))),
    }
    await generateImage({ ...context, blobs: full }, imageId)
    expect(sent).toEqual([])
    expect(await look(imageId)).toMatchObject({
      image: { status: 'failed', failure: { kind: 'storage_full', billed: 'no', downloadable: false } },
      attempts: [],
    })
  })

  it('offers the download again when the disk was full after the link had come', async () => {
    const imageId = await create('linked, then no room')
    answer = async (request) => {
      await request.onResultUrl?.('https://pictures.example/1.png')
      return { ...answered(await flatPicture(9)), resultUrl: 'https://pictures.example/1.png' }
    }
    const full = {
      ...studio.blobs,
      stage: () => Promise.reject(new BlobStoreFullError(new Error('a full disk'))),
    }
    await generateImage({ ...context, blobs: full }, imageId)
    expect((await look(imageId)).image?.failure).toMatchObject({
      kind: 'storage_full',
      billed: 'yes',
      downloadable: true,
    })
  })

  it.each([
    ['a deadline', 'No answer within 1 s.'],
    ['a lost connection', 'The connection was lost before the answer was complete.'],
  ])('records of a call without an outcome that it was %s', async (cause, message) => {
    const imageId = await create(`lost by ${cause}`)
    const late = cause === 'a deadline'
    answer = async ({ signal }) => {
      if (late && !signal.aborted) await once(signal, 'abort')
      throw new GatewayError('outcome_unknown', 'The connection ended.')
    }
    const env = late ? { ...studio.env, BUNCH_DEADLINE: 1 } : studio.env
    await generateImage({ ...context, env }, imageId)
    const { image, attempts } = await look(imageId)
    expect(image?.failure).toMatchObject({ kind: 'outcome_unknown', message: null })
    expect(attempts).toMatchObject([{ outcome: 'outcome_unknown', message }])
  })
})

/** A PNG of one colour: each shade has other bytes. */
async function flatPicture(shade: number): Promise<Uint8Array> {
  const background = { r: shade, g: 80, b: 120 }
  return sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer()
}

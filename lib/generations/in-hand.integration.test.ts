import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { PULSE } from '#lib/db/instances.ts'
import { images } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import type { GatewayAdapter } from '#lib/gateway/adapter.ts'
import { imageDetail } from '#lib/images/data.ts'
import { cancelImage } from '#lib/images/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { type GenerateContext, generateImage } from './generate.job.handler.ts'
import { recover } from './recovery.ts'
import { createGeneration } from './service.ts'

const owner = { personId: OWNER_ID }

/** No worker runs here: each test takes the path of one picture by hand, and looks in where a race would. */
describeEachDatabase('a picture in hand', (fresh) => {
  let studio: OpenStudio
  let context: GenerateContext
  let sent: string[]

  beforeAll(async () => {
    const opened = await openStudio(loadEnv(await studioEnvironment(fresh, 'http://127.0.0.1:9')))
    studio = opened
    // The sandbox in this process would do, but calls must be counted at the moment they are sent.
    const sandbox = opened.gateway.adapter
    const adapter: GatewayAdapter = {
      ...sandbox,
      async generate(request) {
        await request.onSent?.()
        sent.push(request.prompt)
        throw new Error('nobody answers here')
      },
    }
    context = {
      ...studio,
      gateway: { id: 'images-api', adapter },
      stopping: new AbortController().signal,
      running: new Set(),
    }
    sent = []
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
  const set = (imageId: string, row: Partial<typeof images.$inferInsert>) =>
    studio.db.update(images).set(row).where(eq(images.id, imageId))
  const look = async (imageId: string) => {
    const detail = await imageDetail(studio.db, imageId)
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
    const onStep = async () => recover(studio, { isInHand, pulse: PULSE })
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
    await recover(studio, { isInHand, pulse: PULSE })
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
})

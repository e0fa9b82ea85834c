import { setTimeout as sleep } from 'node:timers/promises'
import { and, count, eq, sql, sum } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { addToBoard, createBoard } from '#lib/boards/service.ts'
import { addPerson } from '#lib/boards/testing.ts'
import { attempts, boardImages, images, library, shareImages, shares } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { type SandboxServer, startSandboxServer } from '#lib/gateway/sandbox/server.ts'
import { generationById } from '#lib/generations/data.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { createGeneration, setGenerationTrashed } from '#lib/generations/service.ts'
import { storedImage } from '#lib/images/bytes.data.ts'
import { imageDetail } from '#lib/images/data.ts'
import { setImageTrashed } from '#lib/images/service.ts'
import { markImages, setNote } from '#lib/marks/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { changePerson, removePerson } from '#lib/people/service.ts'
import { queueState } from '#lib/queue/state.ts'
import type { Actor } from '#lib/studio.ts'
import { startWorker, type Worker } from '#lib/studio-worker.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { trashOf, trashPage } from './data.ts'
import { deleteForGood, emptyDue, removeBytes } from './purge.ts'
import { emptyTrash, restoreImages, trashImages } from './service.ts'

const DAY_MS = 24 * 60 * 60 * 1000

describeEachDatabase('the trash', (fresh, kind) => {
  let gateway: SandboxServer
  let studio: OpenStudio
  let worker: Worker
  let admin: Actor
  let ana: Actor
  let ben: Actor
  let clock = 0

  beforeAll(async () => {
    gateway = await startSandboxServer({ instant: true })
    const environment = await studioEnvironment(fresh, gateway.url, { BUNCH_CONCURRENCY: '1' })
    const opened = await openStudio(loadEnv(environment))
    studio = { ...opened, now: () => new Date(Date.now() + clock) }
    worker = await startWorker(studio)
    admin = await addPerson(studio.db, 'admin')
    ana = await addPerson(studio.db)
    ben = await addPerson(studio.db)
  })
  afterAll(async () => {
    await worker.drain(5_000)
    await studio.close()
    await gateway.close()
  })

  const create = async (actor: Actor, prompt: string, more: { n?: number; private?: boolean } = {}) => {
    const input = {
      id: crypto.randomUUID(),
      prompt,
      model: 'nano-banana-2',
      ratio: '1:1' as const,
      tier: '512' as const,
      n: 1,
      temperature: null,
      referenceIds: [],
      ...more,
    }
    return (await createGeneration(studio, actor, input, { source: 'studio' })).generation
  }
  const until = async (id: string, reached: (run: GenerationDto) => boolean) => {
    for (;;) {
      const run = await generationById(studio.db, id)
      if (run && reached(run)) return run
      await sleep(20)
    }
  }
  const settled = (id: string) =>
    until(id, (run) => run.images.every(({ status }) => status !== 'queued' && status !== 'running'))
  const make = async (...params: Parameters<typeof create>) => {
    const { id } = await create(...params)
    return until(id, (run) => run.images.every(({ asset }) => asset?.thumbs))
  }
  const idsOf = (run: GenerationDto) => run.images.map(({ id }) => id)
  const rowOf = async (id: string) => {
    const [row] = await studio.db.select().from(images).where(eq(images.id, id))
    if (!row) throw new Error(`no row of ${id}`)
    return row
  }
  const trash = async (actor: Actor, scope: 'mine' | 'team' = 'mine') =>
    trashPage(studio.db, actor, { scope, cursor: null, limit: 100, days: 30 })
  const ledger = async () => {
    const [row] = await studio.db
      .select({ calls: count(), sum: sum(attempts.estimatedPriceMicroUsd) })
      .from(attempts)
    return row
  }
  /** Everything of an original that is stored. */
  const stored = async (sha256: string) => {
    const keys = [blobKeys.original(sha256), blobKeys.thumb(sha256, 320), blobKeys.copy(sha256, 'full.png')]
    return Promise.all(keys.map(async (key) => (await studio.blobs.stat(key)) !== null))
  }
  /** One call that runs until it is released, so that what comes after it waits. */
  const busy = async () => {
    const line = await create(admin, `keeps the line busy ${crypto.randomUUID()} [sandbox: hold]`)
    await until(line.id, ({ images: [picture] }) => picture?.status === 'running')
    return line
  }

  it('takes one’s own in bulk, leaves those of others, and gives all of it back as it was', async () => {
    const run = await make(ana, 'a campaign', { n: 2 })
    const others = await make(ben, 'somebody else’s')
    const [one, two] = idsOf(run)
    if (!one || !two) throw new Error('no pictures')
    const board = await createBoard(studio, ana, { name: 'Spring', description: '', access: 'team_view' })
    await addToBoard(studio, ana, board.id, [two, one])
    await markImages(studio, ben, { imageIds: [one], rating: 4 })
    await markImages(studio, ben, { imageIds: [one], favourite: true })
    await markImages(studio, ben, { imageIds: [one], addTags: ['chosen'] })
    await setNote(studio, ana, one, 'the one')
    const before = await imageDetail(studio.db, ben, one)

    const done = await trashImages(studio, ana, [one, two, ...idsOf(others), crypto.randomUUID()])
    expect(done).toEqual({ imageIds: [one, two].sort(), refused: 1 })
    expect(await imageDetail(studio.db, ben, one)).toBeNull()
    expect((await studio.db.select().from(library).where(eq(library.imageId, one))).length).toBe(0)
    const page = await trash(ana)
    expect(page).toMatchObject({ count: 2 })
    const [item] = page.items
    expect(Date.parse(item?.leavesAt ?? '') - Date.parse(item?.deletedAt ?? '')).toBe(30 * DAY_MS)

    expect(await restoreImages(studio, ana, done.imageIds)).toEqual({ ...done, refused: 0 })
    const after = await imageDetail(studio.db, ben, one)
    expect(after?.image).toEqual(before?.image)
    expect(after?.favourite).toBe(true)
    const places = await studio.db.select().from(boardImages).where(eq(boardImages.boardId, board.id))
    expect(places.sort((a, b) => a.position - b.position).map(({ imageId }) => imageId)).toEqual([two, one])
  })

  it('takes one picture back out of a run that lies there whole', async () => {
    const run = await make(ana, 'three of a kind', { n: 3 })
    const [first, second, third] = idsOf(run)
    if (!first || !second || !third) throw new Error('no pictures')
    await setGenerationTrashed(studio, ana, run.id, true)
    const since = (await trash(ana)).items.find(({ id }) => id === second)?.deletedAt
    await restoreImages(studio, ana, [first])
    expect(idsOf((await generationById(studio.db, run.id)) ?? run)).toEqual([first])
    const left = (await trash(ana)).items.filter(({ generationId }) => generationId === run.id)
    expect(left.map(({ id }) => id).sort()).toEqual([second, third].sort())
    expect(left.map(({ deletedAt }) => deletedAt)).toEqual([since, since])
    await restoreImages(studio, ana, [second, third])
    expect(idsOf((await generationById(studio.db, run.id)) ?? run)).toEqual([first, second, third])
  })

  it('shows and gives nobody else’s private trash, not to admins either', async () => {
    const secret = await make(ana, 'a secret', { private: true })
    const open = await make(ana, 'no secret')
    await trashImages(studio, ana, [...idsOf(secret), ...idsOf(open)])
    const seen = (await trash(admin, 'team')).items.map(({ id }) => id)
    expect(seen).toContain(idsOf(open)[0])
    expect(seen).not.toContain(idsOf(secret)[0])
    expect((await trash(ben, 'team')).items.some(({ generationId }) => generationId === open.id)).toBe(false)
    for (const [actor, run] of [
      [admin, secret],
      [ben, secret],
      [ben, open],
    ] as const) {
      await expect(restoreImages(studio, actor, idsOf(run))).rejects.toMatchObject({ code: 'not_found' })
      expect(await emptyTrash(studio, actor, { imageIds: idsOf(run) })).toEqual({ deleted: 0 })
    }
    await expect(emptyTrash(studio, ben, { scope: 'team' })).rejects.toMatchObject({ code: 'forbidden' })
    await restoreImages(studio, admin, idsOf(open))
    expect(await imageDetail(studio.db, ben, idsOf(open)[0] ?? '')).not.toBeNull()
  })

  it('deletes for good: bytes, marks and places go, and the books stay as they are', async () => {
    const run = await make(ana, 'to be forgotten', { n: 1 })
    const [id] = idsOf(run)
    if (!id) throw new Error('no picture')
    const { sha256 } = await storedImage(studio.db, ana, id)
    await studio.blobs.put(blobKeys.copy(sha256, 'full.png'), new Uint8Array(3))
    const board = await createBoard(studio, ana, { name: 'Gone', description: '', access: 'team_view' })
    await addToBoard(studio, ana, board.id, [id])
    await markImages(studio, ana, { imageIds: [id], addTags: ['gone'] })
    const now = studio.now()
    const shareId = crypto.randomUUID()
    await studio.db.insert(shares).values({
      id: shareId,
      makerId: ana.personId,
      kind: 'images',
      tokenHash: shareId,
      allowDownload: true,
      showPrompt: false,
      showMaker: false,
      createdAt: now,
      changedAt: now,
    })
    await studio.db.insert(shareImages).values({ shareId, position: 0, imageId: id })
    const before = await ledger()
    expect(await stored(sha256)).toEqual([true, true, true])

    await trashImages(studio, ana, [id])
    expect(await emptyTrash(studio, ana, { imageIds: [id] })).toEqual({ deleted: 1 })
    await removeBytes(studio)
    expect(await stored(sha256)).toEqual([false, false, false])
    expect(await ledger()).toEqual(before)
    expect(await rowOf(id)).toMatchObject({ tags: [], status: 'succeeded' })
    expect(await studio.db.select().from(boardImages).where(eq(boardImages.imageId, id))).toEqual([])
    expect(await studio.db.select().from(shareImages).where(eq(shareImages.imageId, id))).toEqual([])
    expect(await imageDetail(studio.db, ana, id)).toBeNull()
    await expect(storedImage(studio.db, ana, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(restoreImages(studio, ana, [id])).rejects.toMatchObject({ code: 'not_found' })
    await expect(setImageTrashed(studio, ana, id, false)).rejects.toMatchObject({ code: 'not_found' })
    expect((await generationById(studio.db, run.id))?.prompt).toBe('to be forgotten')

    // A thumbnail that was being made at that moment is found at the last look, and then the hash is forgotten.
    await studio.blobs.put(blobKeys.thumb(sha256, 320), new Uint8Array(3))
    clock += 11 * 60_000
    await removeBytes(studio)
    expect(await stored(sha256)).toEqual([false, false, false])
    expect((await rowOf(id)).sha256).toBeNull()
  })

  it('keeps bytes that another picture has too', async () => {
    const first = await make(ana, 'the same bytes')
    const second = await make(ana, 'the same bytes, again')
    const [a, b] = [idsOf(first)[0] ?? '', idsOf(second)[0] ?? '']
    const { sha256 } = await rowOf(a)
    if (!sha256) throw new Error('no bytes')
    await studio.db.update(images).set({ sha256 }).where(eq(images.id, b))
    await trashImages(studio, ana, [a])
    await emptyTrash(studio, ana, { imageIds: [a] })
    await removeBytes(studio)
    expect((await stored(sha256))[0]).toBe(true)
    await trashImages(studio, ana, [b])
    await emptyTrash(studio, ana, { imageIds: [b] })
    await removeBytes(studio)
    expect((await stored(sha256))[0]).toBe(false)
  })

  it('empties by itself what has lain there for its days, and finishes what a crash left', async () => {
    const old = await make(ana, 'old trash', { n: 2 })
    const left = await make(ana, 'deleted by a process that died')
    const young = await make(ana, 'young trash')
    await setGenerationTrashed(studio, ana, old.id, true)
    const { sha256 } = await rowOf(idsOf(left)[0] ?? '')
    await studio.db
      .update(images)
      .set({ deletedAt: studio.now(), purgedAt: studio.now() })
      .where(eq(images.generationId, left.id))
    const before = await ledger()
    clock += 29 * DAY_MS
    await trashImages(studio, ana, idsOf(young))
    await emptyDue(studio)
    expect(await stored(sha256 ?? '')).toEqual([false, false, false])
    expect((await trash(ana)).items.map(({ generationId }) => generationId)).toContain(old.id)
    clock += DAY_MS
    // Two servers at once.
    await Promise.all([emptyDue(studio), emptyDue(studio)])
    const there = (await trash(ana)).items.map(({ generationId }) => generationId)
    expect(there).not.toContain(old.id)
    expect(there).toContain(young.id)
    expect(await ledger()).toEqual(before)
    await setGenerationTrashed(studio, ana, old.id, false)
    expect((await generationById(studio.db, old.id))?.images).toEqual([])
  })

  // The embedded database does one thing after the other.
  if (kind === 'postgres') {
    it('leaves what is taken back in the moment in which it would be deleted for good', async () => {
      const run = await make(ana, 'at the last moment')
      const ids = idsOf(run)
      await trashImages(studio, ana, ids)
      // What is to go is seen before this wait and locked after it.
      const [held, restored] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const holder = studio.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(1)`)
        held.resolve()
        await restored.promise
      })
      await held.promise
      const slowly = and(trashOf(ana, 'mine', ids), sql`(select pg_advisory_xact_lock(1)) is not null`)
      const deleting = deleteForGood(studio, slowly, { actor: ana })
      const waiting = sql`select 1 as one from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`
      await vi.waitFor(
        async () => expect(await studio.db.execute(waiting)).toMatchObject({ rows: [{ one: 1 }] }),
        30_000,
      )
      await restoreImages(studio, ana, ids)
      restored.resolve()
      await holder
      expect(await deleting).toBe(0)
      expect(await imageDetail(studio.db, ana, ids[0] ?? '')).not.toBeNull()
    })
  }

  it('holds what waits while it lies there, and makes it once it is back', async () => {
    const line = await busy()
    const run = await create(ana, 'held in the trash', { n: 2 })
    const alone = await create(ana, 'held by itself', { n: 2 })
    await setGenerationTrashed(studio, ana, run.id, true)
    await trashImages(studio, ana, idsOf(alone).slice(1))
    const last = await create(ben, 'goes past what is held')
    gateway.release(line.prompt)
    await settled(line.id)
    expect((await settled(last.id)).images[0]?.status).toBe('succeeded')
    await until(alone.id, ({ images: [picture] }) => picture?.status === 'succeeded')
    expect(gateway.calls('held in the trash')).toHaveLength(0)
    expect(gateway.calls('held by itself')).toHaveLength(1)
    expect(await queueState(studio.db)).toMatchObject({ queuedTotal: 0, waiting: [] })

    await setGenerationTrashed(studio, ana, run.id, false)
    await restoreImages(studio, ana, idsOf(alone).slice(1))
    const back = [await settled(run.id), await settled(alone.id)]
    expect(back.flatMap(({ images }) => images.map(({ status }) => status))).toEqual(
      Array(4).fill('succeeded'),
    )
    expect(gateway.calls('held in the trash')).toHaveLength(2)
    expect(gateway.calls('held by itself')).toHaveLength(2)
  })

  it('cancels what waits when it is deleted for good, and lets what runs come home', async () => {
    const line = await busy()
    const run = await create(ana, 'never to be made')
    await trashImages(studio, ana, idsOf(run))
    await trashImages(studio, admin, idsOf(line))
    const imageIds = [...idsOf(run), ...idsOf(line)]
    expect(await emptyTrash(studio, admin, { imageIds })).toEqual({ deleted: 1 })
    expect(await rowOf(idsOf(run)[0] ?? '')).toMatchObject({ status: 'cancelled', failureBilled: 'no' })
    const running = idsOf(line)[0] ?? ''
    gateway.release(line.prompt)
    while ((await rowOf(running)).status === 'running') await sleep(20)
    expect(await rowOf(running)).toMatchObject({ status: 'succeeded', purgedAt: null })
    await restoreImages(studio, admin, [running])
    expect(gateway.calls('never to be made')).toHaveLength(0)
  })

  it('holds what a suspended person waits for, and cancels it with the account', async () => {
    const cat = await addPerson(studio.db)
    const line = await busy()
    const run = await create(cat, 'asked for before the suspension')
    await changePerson(studio, admin, cat.personId, { suspended: true })
    gateway.release(line.prompt)
    await settled(line.id)
    await settled((await create(ben, 'of somebody who may')).id)
    expect(gateway.calls('asked for before the suspension')).toHaveLength(0)
    await changePerson(studio, admin, cat.personId, { suspended: false })
    expect((await settled(run.id)).images[0]?.status).toBe('succeeded')

    const next = await busy()
    const never = await create(cat, 'asked for by somebody who left')
    await removePerson(studio, admin, cat.personId)
    gateway.release(next.prompt)
    await settled(next.id)
    expect((await settled(never.id)).images[0]?.status).toBe('cancelled')
    expect(gateway.calls('asked for by somebody who left')).toHaveLength(0)
  })
})

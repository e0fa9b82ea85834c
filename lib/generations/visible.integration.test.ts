import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { auditEntries, generations, images, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { imageDetail, imageExists } from '#lib/images/data.ts'
import { completeImage } from '#lib/images/mutations.ts'
import { cancelImage, redownloadImage, retryImage, setImageTrashed } from '#lib/images/service.ts'
import { libraryItems } from '#lib/library/items.data.ts'
import { EVERYTHING, type LibraryQuery } from '#lib/library/query.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { promptHistory } from '#lib/prompts/history.data.ts'
import { queueFor, queueState } from '#lib/queue/state.ts'
import { findReferences } from '#lib/references/data.ts'
import { referenceFromUrl, referenceThumb } from '#lib/references/service.ts'
import type { Actor } from '#lib/studio.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { feedPage, visibleGeneration } from './data.ts'
import { touchGeneration } from './mutations.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'
import { cancelGeneration, createGeneration, setGenerationPrivacy, setGenerationTrashed } from './service.ts'

const code = (name: string) => expect.objectContaining({ name: 'AppError', code: name })

const WHOLE = { after: null, until: null }

// No worker: every picture waits in line until a test says that it came.
describeEachDatabase('who sees which runs', (fresh) => {
  let studio: OpenStudio
  const ann = actorOf(randomUUID())
  const mei = actorOf(randomUUID())
  const viewer = actorOf(randomUUID(), 'viewer')
  const admin = actorOf(randomUUID(), 'admin')
  const owner = actorOf(randomUUID(), 'owner')
  const others = [mei, viewer, admin, owner]

  beforeAll(async () => {
    studio = await openStudio(loadEnv(await studioEnvironment(fresh, 'http://127.0.0.1:9')))
    await studio.db
      .insert(people)
      .values([ann, ...others].map(({ personId, role }) => ({ id: personId, name: role, role })))
  })
  afterAll(() => studio.close())

  const request = (more: Partial<GenerationInput> = {}): GenerationInput => ({
    id: randomUUID(),
    prompt: `a heron ${randomUUID()}`,
    model: 'nano-banana-2',
    ratio: '1:1',
    tier: '512',
    n: 1,
    temperature: null,
    referenceIds: [],
    ...more,
  })
  /** A run of which the first picture came. */
  async function made(maker: Actor, more: Partial<GenerationInput> = {}) {
    const { generation } = await createGeneration(studio, maker, request(more), { source: 'studio' })
    const [image] = generation.images
    if (!image) throw new Error('expected a picture')
    const came = { sha256: randomUUID(), mime: 'image/png', width: 64, height: 64, bytes: 9 }
    await studio.db
      .update(images)
      .set({ ...came, status: 'succeeded', madeAt: new Date(), finishedAt: new Date() })
      .where(eq(images.id, image.id))
    return { id: generation.id, imageId: image.id, prompt: generation.prompt }
  }
  const items = (actor: Actor, query: Partial<LibraryQuery>) =>
    libraryItems(studio.db, actor, { ...EVERYTHING, ...query }, { range: WHOLE, limit: 500 })
  const gallery = async (actor: Actor, query: Partial<LibraryQuery>) =>
    (await items(actor, query)).map(({ id }) => id)
  const feed = async (actor: Actor) =>
    (await feedPage(studio.db, actor, { cursor: null, limit: 500 })).items.map(({ id }) => id)
  /** Everywhere that a person meets a run and its picture. */
  async function sees(actor: Actor, { id, imageId }: { id: string; imageId: string }) {
    return {
      run: (await visibleGeneration(studio.db, actor, id)) !== null,
      detail: (await imageDetail(studio.db, actor, imageId)) !== null,
      page: await imageExists(studio.db, actor, imageId),
      team: (await gallery(actor, {})).includes(imageId),
      person: (await gallery(actor, { people: [ann.personId] })).includes(imageId),
    }
  }
  const all = { run: true, detail: true, page: true, team: true, person: true }
  const none = { run: false, detail: false, page: false, team: false, person: false }
  /** In the trash it is in no gallery, for whoever may look at it. */
  const trash = { ...all, team: false, person: false }

  it('shows the team what a person makes, with its maker, and keeps each workspace to its own', async () => {
    const run = await made(ann)
    for (const actor of [ann, ...others]) expect(await sees(actor, run)).toEqual(all)
    expect((await items(viewer, {})).find(({ id }) => id === run.imageId)?.person.id).toBe(ann.personId)
    expect(await gallery(ann, { people: ['me'] })).toContain(run.imageId)
    expect(await feed(ann)).toContain(run.id)
    for (const actor of others) {
      expect(await gallery(actor, { people: ['me'] })).not.toContain(run.imageId)
      expect(await feed(actor)).not.toContain(run.id)
      expect(
        (await promptHistory(studio.db, actor.personId, { text: '', limit: 50 })).map(({ prompt }) => prompt),
      ).not.toContain(run.prompt)
    }
  })

  it('shows what is private to nobody else: no member, viewer, admin or owner', async () => {
    const run = await made(ann, { private: true })
    expect(await sees(ann, run)).toEqual(all)
    for (const actor of others) expect(await sees(actor, run)).toEqual(none)
  })

  it('stays private though a picture is finished in the moment in which its run is made so', async () => {
    const { generation } = await createGeneration(studio, ann, request(), { source: 'studio' })
    const [image] = generation.images
    if (!image) throw new Error('expected a picture')
    const stored = Promise.withResolvers<void>()
    const hidden = stored.promise.then(() => setGenerationPrivacy(studio, ann, generation.id, true))
    await studio.db.transaction(async (tx) => {
      const asset = {
        sha256: randomUUID(),
        mime: 'image/png',
        width: 64,
        height: 64,
        bytes: 9,
        mismatch: false,
      }
      await completeImage(tx, image.id, asset, new Date())
      stored.resolve()
      // As far as it gets before this is committed.
      await Promise.race([hidden, sleep(300)])
      await touchGeneration(tx, generation.id, new Date())
    })
    await hidden
    const run = { id: generation.id, imageId: image.id }
    expect(await sees(ann, run)).toEqual(all)
    for (const actor of others) expect(await sees(actor, run)).toEqual(none)
  })

  it('follows the maker’s change of mind both ways', async () => {
    const run = await made(ann)
    expect((await setGenerationPrivacy(studio, ann, run.id, true)).private).toBe(true)
    for (const actor of others) expect(await sees(actor, run)).toEqual(none)
    expect((await setGenerationPrivacy(studio, ann, run.id, false)).private).toBe(false)
    for (const actor of others) expect(await sees(actor, run)).toEqual(all)
  })

  it('shows what is in the trash to its maker and to admins, who can take it back', async () => {
    const [run, picture] = [await made(ann), await made(ann)]
    await setGenerationTrashed(studio, ann, run.id, true)
    await setImageTrashed(studio, ann, picture.imageId, true)
    for (const actor of [ann, admin, owner]) {
      expect(await sees(actor, run)).toEqual(trash)
      expect(await sees(actor, picture)).toEqual(trash)
    }
    for (const actor of [mei, viewer]) {
      expect(await sees(actor, run)).toEqual(none)
      expect(await sees(actor, picture)).toEqual({ ...none, run: true })
    }
    await setGenerationTrashed(studio, admin, run.id, false)
    await setImageTrashed(studio, admin, picture.imageId, false)
    expect(await sees(mei, run)).toEqual(all)
    expect(await sees(mei, picture)).toEqual(all)
  })

  describe('changes to another’s things', () => {
    const id = randomUUID()
    const makersOnly: [
      string,
      (actor: Actor, run: { id: string; imageId: string }) => Promise<GenerationDto>,
    ][] = [
      ['retry', (actor, { imageId }) => retryImage(studio, actor, imageId, id)],
      ['download again', (actor, { imageId }) => redownloadImage(studio, actor, imageId)],
      ['cancel', (actor, { imageId }) => cancelImage(studio, actor, imageId)],
      ['cancel the run', (actor, run) => cancelGeneration(studio, actor, run.id)],
      ['make private', (actor, run) => setGenerationPrivacy(studio, actor, run.id, true)],
    ]
    it.each(makersOnly)('are refused to everybody: %s', async (_, change) => {
      const [team, kept] = [await made(ann), await made(ann, { private: true })]
      for (const actor of others) {
        await expect(change(actor, team)).rejects.toEqual(code('forbidden'))
        await expect(change(actor, kept)).rejects.toEqual(code('not_found'))
        await expect(change(actor, { id: randomUUID(), imageId: randomUUID() })).rejects.toEqual(
          code('not_found'),
        )
      }
    })

    const trashing: [
      string,
      (actor: Actor, run: { id: string; imageId: string }) => Promise<GenerationDto>,
    ][] = [
      ['the run', (actor, run) => setGenerationTrashed(studio, actor, run.id, true)],
      ['the picture', (actor, { imageId }) => setImageTrashed(studio, actor, imageId, true)],
    ]
    it.each(trashing)('are left to admins where it is the trash: %s', async (_, remove) => {
      const [team, kept] = [await made(ann), await made(ann, { private: true })]
      for (const actor of [mei, viewer]) await expect(remove(actor, team)).rejects.toEqual(code('forbidden'))
      for (const actor of others) await expect(remove(actor, kept)).rejects.toEqual(code('not_found'))
      await remove(admin, team)
      expect(await gallery(ann, {})).not.toContain(team.imageId)
    })
  })

  it('writes deletions and changes of privacy into the audit log once, without a word of what is in them', async () => {
    const run = await made(ann)
    await setGenerationPrivacy(studio, ann, run.id, true)
    await setGenerationPrivacy(studio, ann, run.id, true)
    await setImageTrashed(studio, ann, run.imageId, true)
    await setImageTrashed(studio, ann, run.imageId, false)
    await setGenerationTrashed(studio, ann, run.id, true)
    await setGenerationTrashed(studio, ann, run.id, true)
    await setGenerationTrashed(studio, ann, run.id, false)
    const lines = await studio.db.select().from(auditEntries)
    const own = lines.filter(({ targetId }) => targetId === run.id || targetId === run.imageId)
    expect(own.map(({ action }) => action).sort()).toEqual([
      'generation.deleted',
      'generation.privacy_changed',
      'generation.restored',
      'image.deleted',
      'image.restored',
    ])
    expect(own.every(({ personId }) => personId === ann.personId)).toBe(true)
    expect(JSON.stringify(own)).not.toContain(run.prompt)
  })

  describe('references', () => {
    const link = (actor: Actor) =>
      referenceFromUrl(studio, actor, { url: `https://example.org/${randomUUID()}.png`, mode: 'link' })
    const finds = async (actor: Actor, id: string) =>
      (await findReferences(studio.db, actor, [id])).length === 1

    it('another’s reference attached by id is refused, as one that is not there', async () => {
      const unused = await link(ann)
      const hidden = await link(ann)
      await made(ann, { referenceIds: [hidden.id], private: true })
      for (const id of [unused.id, hidden.id, randomUUID()]) {
        for (const actor of others) {
          expect(await finds(actor, id)).toBe(false)
          await expect(referenceThumb(studio, actor, id)).rejects.toEqual(code('not_found'))
          await expect(
            createGeneration(studio, actor, request({ referenceIds: [id] }), { source: 'studio' }),
          ).rejects.toEqual(code('reference_not_found'))
        }
      }
    })

    it('of a run that the team sees can be used again by the team, until it is made private', async () => {
      const reference = await link(ann)
      const run = await made(ann, { referenceIds: [reference.id] })
      for (const actor of others) expect(await finds(actor, reference.id)).toBe(true)
      const reused = await made(mei, { referenceIds: [reference.id] })
      const dto = await visibleGeneration(studio.db, mei, reused.id)
      expect(dto?.references.map(({ id }) => id)).toEqual([reference.id])
      await setGenerationPrivacy(studio, ann, run.id, true)
      await setGenerationPrivacy(studio, mei, reused.id, true)
      expect(await finds(mei, reference.id)).toBe(true)
      expect(await finds(admin, reference.id)).toBe(false)
    })
  })

  it('the line says how long it is, and not which private pictures stand in it', async () => {
    const before = (await queueState(studio.db)).queuedTotal
    const [kept, open] = [request({ private: true }), request()]
    const ids: string[] = []
    for (const input of [kept, open]) {
      const { generation } = await createGeneration(studio, ann, input, { source: 'studio' })
      ids.push(...generation.images.map((image) => image.id))
    }
    const [keptId = '', openId = ''] = ids
    const state = await queueState(studio.db)
    expect(state.queuedTotal).toBe(before + 2)
    const line = (actor: Actor) => queueFor(actor, state)
    const place = line(ann).queued.indexOf(openId)
    expect(line(ann).queued[place - 1]).toBe(keptId)
    for (const actor of others) {
      expect(line(actor).queued[place]).toBe(openId)
      expect(line(actor).queued[place - 1]).toBeNull()
      expect(JSON.stringify(line(actor))).not.toMatch(new RegExp(`${keptId}|${ann.personId}`))
      expect(line(actor).queuedTotal).toBe(before + 2)
    }
  })

  it('an id that somebody else has used tells nothing: a run is made all the same, once', async () => {
    const theirs = await made(ann, { private: true })
    const input = request({ id: theirs.id })
    const send = () => createGeneration(studio, mei, input, { source: 'studio' })
    const [first, second] = await Promise.all([send(), send()])
    const third = await send()
    expect(new Set([first, second, third].map(({ generation }) => generation.id)).size).toBe(1)
    expect(first.generation.id).not.toBe(theirs.id)
    expect(first.generation).toMatchObject({ person: { id: mei.personId }, prompt: input.prompt })
    expect([first, second, third].filter(({ created }) => created)).toHaveLength(1)
    const [row] = await studio.db.select().from(generations).where(eq(generations.id, theirs.id))
    expect(row).toMatchObject({ personId: ann.personId, prompt: theirs.prompt, private: true })
  })
})

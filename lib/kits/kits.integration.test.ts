import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { auditEntries, images, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { type SandboxServer, startSandboxServer } from '#lib/gateway/sandbox/server.ts'
import { visibleGeneration } from '#lib/generations/data.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { createGeneration } from '#lib/generations/service.ts'
import { retryImage } from '#lib/images/service.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { findReferences } from '#lib/references/data.ts'
import { referenceFromUrl } from '#lib/references/service.ts'
import type { Actor } from '#lib/studio.ts'
import { startWorker, type Worker } from '#lib/studio-worker.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import { kitFor, kitHistory, kitsFor } from './data.ts'
import type { KitContent } from './schema.ts'
import { changeKit, createKit, deleteKit, editKit } from './service.ts'

const code = (name: string, more: object = {}) => expect.objectContaining({ code: name, ...more })

const content = (more: Partial<KitContent> = {}): KitContent => ({
  references: [],
  standingText: 'Soft light, no people.',
  forbiddenWords: ['Rival'],
  settings: { model: null, ratio: null, tier: null, temperature: null },
  ...more,
})

describeEachDatabase('kits', (fresh) => {
  let gateway: SandboxServer
  let studio: OpenStudio
  let worker: Worker
  const ann = actorOf(randomUUID())
  const mei = actorOf(randomUUID())
  const viewer = actorOf(randomUUID(), 'viewer')
  const admin = actorOf(randomUUID(), 'admin')

  beforeAll(async () => {
    gateway = await startSandboxServer({ instant: true })
    studio = await openStudio(loadEnv(await studioEnvironment(fresh, gateway.url)))
    await studio.db
      .insert(people)
      .values([ann, mei, viewer, admin].map(({ personId, role }) => ({ id: personId, name: role, role })))
    worker = await startWorker(studio)
  })
  afterAll(async () => {
    await worker.drain(5_000)
    await studio.close()
    await gateway.close()
  })

  /** A reference that only its maker has. */
  const addReference = async (maker: Actor) =>
    (await referenceFromUrl(studio, maker, { url: `https://example.org/${randomUUID()}.png`, mode: 'link' }))
      .id
  const sees = async (actor: Actor, id: string) => (await findReferences(studio.db, actor, [id])).length === 1
  const input = (prompt: string, more: Partial<GenerationInput> = {}): GenerationInput => ({
    id: randomUUID(),
    prompt,
    model: 'nano-banana-2',
    ratio: '1:1',
    tier: '512',
    n: 1,
    temperature: null,
    referenceIds: [],
    ...more,
  })
  const run = async (actor: Actor, request: GenerationInput) =>
    (await createGeneration(studio, actor, request, { source: 'studio' })).generation
  async function finished(actor: Actor, id: string) {
    for (;;) {
      const made = await visibleGeneration(studio.db, actor, id)
      if (made?.images.every(({ status }) => status === 'succeeded')) return made
      await sleep(20)
    }
  }

  it('is everybody’s to see and use, and its owner’s and admins’ to change', async () => {
    const { id } = await createKit(studio, ann, { name: 'Spring', content: content() })
    const shown = await Promise.all([ann, mei, viewer, admin].map((actor) => kitFor(studio.db, actor, id)))
    expect(shown.map(({ mayEdit }) => mayEdit)).toEqual([true, false, false, true])
    expect((await kitsFor(studio.db, viewer)).map((kit) => kit.id)).toContain(id)

    const edit = { name: 'Spring', version: 1, content: content({ standingText: 'Hard light.' }) }
    await expect(editKit(studio, mei, id, edit)).rejects.toEqual(code('forbidden'))
    await expect(changeKit(studio, mei, id, { name: 'Mine' })).rejects.toEqual(code('forbidden'))
    await expect(deleteKit(studio, mei, id)).rejects.toEqual(code('forbidden'))
    await expect(createKit(studio, viewer, { name: 'V', content: content() })).rejects.toEqual(
      code('forbidden'),
    )
    expect((await editKit(studio, admin, id, edit)).madeBy.id).toBe(admin.personId)
  })

  it('keeps every version as it was, and refuses one that is based on another than the last', async () => {
    const { id } = await createKit(studio, ann, { name: 'Versions', content: content() })
    const second = content({ forbiddenWords: ['Rival', 'Cheap', 'Rival'] })
    expect(await editKit(studio, ann, id, { name: 'Versions', version: 1, content: second })).toMatchObject({
      version: 2,
      content: { forbiddenWords: ['Rival', 'Cheap'] },
    })
    await expect(
      editKit(studio, admin, id, { name: 'Versions', version: 1, content: content() }),
    ).rejects.toEqual(code('kit_changed', { params: { version: 2, seen: 1 } }))
    expect(await kitFor(studio.db, mei, id, 1)).toMatchObject({
      version: 1,
      currentVersion: 2,
      content: content(),
    })
    await expect(kitFor(studio.db, mei, id, 3)).rejects.toEqual(code('not_found'))

    // The same again under another name is no other version.
    const renamed = { name: 'Editions', version: 2, content: second }
    expect(await editKit(studio, ann, id, renamed)).toMatchObject({ name: 'Editions', version: 2 })
    expect((await kitHistory(studio.db, mei, id)).items.map(({ version }) => version)).toEqual([2, 1])

    const [one, other] = await Promise.allSettled(
      ['one', 'other'].map((standingText) =>
        editKit(studio, ann, id, { name: 'Editions', version: 2, content: content({ standingText }) }),
      ),
    )
    expect([one?.status, other?.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('shows its references to everybody, and takes none that its editor does not see', async () => {
    const own = await addReference(ann)
    const hers = await addReference(mei)
    const references = [{ referenceId: own, role: 'product' as const }]
    expect(await sees(mei, own)).toBe(false)
    const { id } = await createKit(studio, ann, { name: 'Shown', content: content({ references }) })
    expect(await sees(mei, own)).toBe(true)
    expect(await sees(viewer, own)).toBe(true)

    const greedy = content({ references: [...references, { referenceId: hers, role: null }] })
    for (const actor of [ann, admin]) {
      await expect(
        editKit(studio, actor, id, { name: 'Shown', version: 1, content: greedy }),
      ).rejects.toEqual(code('reference_not_found'))
    }
    expect(await sees(ann, hers)).toBe(false)

    // A version that is not the present one can still be brought back; a deleted kit shows nothing.
    await editKit(studio, ann, id, { name: 'Shown', version: 1, content: content() })
    expect(await sees(mei, own)).toBe(true)
    await deleteKit(studio, ann, id)
    expect(await sees(mei, own)).toBe(false)
    expect(await sees(ann, own)).toBe(true)
  })

  it('leaves what only a private run used to its maker', async () => {
    const reference = await addReference(ann)
    const { id } = await createKit(studio, ann, { name: 'Not this one', content: content() })
    const kit = { id, version: 1 }
    await run(ann, input('kept to myself', { private: true, referenceIds: [reference], kit }))
    expect(await sees(mei, reference)).toBe(false)
  })

  it('sends the gateway roles, prompt and standing text, and records the kit and what was sent', async () => {
    const reference = await addReference(ann)
    const references = [{ referenceId: reference, role: 'style' as const }]
    const { id } = await createKit(studio, ann, { name: 'Recorded', content: content({ references }) })
    const prompt = `a bottle on moss ${randomUUID()}`
    const request = input(prompt, { referenceIds: [reference], roles: ['style'], kit: { id, version: 1 } })
    await run(mei, request)
    const made = await finished(mei, request.id)
    const sent = `Image 1 is a style reference: take its style, not its content.\n\n${prompt}\n\nSoft light, no people.`
    expect(made).toMatchObject({
      prompt,
      sentPrompt: sent,
      roles: ['style'],
      kit: { id, version: 1, name: 'Recorded' },
    })
    expect(gateway.calls(sent)).toHaveLength(1)
    expect((await kitFor(studio.db, ann, id)).pictures).toBe(1)

    // The kit moves on; the picture, and the same again, keep what they were made with.
    await editKit(studio, ann, id, {
      name: 'Recorded',
      version: 1,
      content: content({ standingText: 'New.' }),
    })
    const again = randomUUID()
    await retryImage(studio, mei, made.images[0]?.id ?? '', again)
    const repeated = await finished(mei, again)
    expect(repeated).toMatchObject({ sentPrompt: sent, roles: ['style'], kit: { id, version: 1 } })
    expect(gateway.calls(sent)).toHaveLength(2)
  })

  it('counts only pictures that one may see', async () => {
    const { id } = await createKit(studio, ann, { name: 'Counted', content: content() })
    const request = input('for me alone', { private: true, kit: { id, version: 1 } })
    await run(ann, request)
    await finished(ann, request.id)
    expect((await kitFor(studio.db, ann, id)).pictures).toBe(1)
    for (const actor of [mei, admin, viewer]) {
      expect((await kitFor(studio.db, actor, id)).pictures, actor.role).toBe(0)
    }
  })

  it('sends a prompt to which nothing is added as it is', async () => {
    const { id } = await createKit(studio, ann, { name: 'Quiet', content: content({ standingText: ' ' }) })
    const made = await run(ann, input('as it is', { kit: { id, version: 1 } }))
    expect(made).toMatchObject({ sentPrompt: null, kit: { version: 1 } })
  })

  it('refuses forbidden words, a kit that is not there, and more than can be sent', async () => {
    const { id } = await createKit(studio, ann, { name: 'Strict', content: content() })
    const kit = { id, version: 1 }
    await expect(run(mei, input('shoes like RIVAL’s', { kit }))).rejects.toEqual(
      code('forbidden_word', { params: { word: 'Rival', kit: 'Strict' } }),
    )
    for (const missing of [
      { id, version: 2 },
      { id: randomUUID(), version: 1 },
    ]) {
      await expect(run(mei, input('anything', { kit: missing }))).rejects.toEqual(code('kit_not_found'))
    }
    await expect(run(mei, input('长'.repeat(9_990), { kit }))).rejects.toEqual(
      code('sent_prompt_too_long', { params: { max: 10_000, length: 10_014, added: 24 } }),
    )
    expect(await run(mei, input('长'.repeat(9_976), { kit }))).toMatchObject({ kit: { version: 1 } })
  })

  it('is archived, deleted and brought back, and what was made with it keeps its name', async () => {
    const { id } = await createKit(studio, ann, { name: 'Gone', content: content() })
    const request = input('made before', { kit: { id, version: 1 } })
    await run(mei, request)
    expect((await changeKit(studio, ann, id, { archived: true })).archived).toBe(true)
    expect((await changeKit(studio, ann, id, { archived: false })).archived).toBe(false)
    await deleteKit(studio, ann, id)
    expect((await kitsFor(studio.db, ann)).map((kit) => kit.id)).not.toContain(id)
    await expect(kitFor(studio.db, mei, id)).rejects.toEqual(code('not_found'))
    expect(await kitFor(studio.db, mei, id, 1)).toMatchObject({ name: 'Gone', content: content() })
    await expect(kitHistory(studio.db, mei, id)).rejects.toEqual(code('not_found'))
    await expect(changeKit(studio, mei, id, { deleted: false })).rejects.toEqual(code('not_found'))
    expect((await finished(mei, request.id)).kit).toMatchObject({ name: 'Gone', version: 1 })
    const [image] = await studio.db.select().from(images).where(eq(images.generationId, request.id))
    const again = await retryImage(studio, mei, image?.id ?? '', randomUUID())
    expect(again.kit).toMatchObject({ id, version: 1 })
    expect((await changeKit(studio, ann, id, { deleted: false })).name).toBe('Gone')
    const log = await studio.db.select().from(auditEntries).where(eq(auditEntries.targetId, id))
    expect(log.map(({ action }) => action).toSorted()).toEqual([
      'kit.archived',
      'kit.deleted',
      'kit.made',
      'kit.restored',
      'kit.restored',
    ])
  })
})

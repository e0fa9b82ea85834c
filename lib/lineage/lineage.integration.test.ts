import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people, references } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { insertPicture } from '#lib/recipes/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { lineageOf } from './service.ts'

const LEVELS = 12

describeEachDatabase('lineage', (fresh) => {
  let db: Db
  const mei = actorOf(randomUUID())
  const tom = actorOf(randomUUID())
  const owner = actorOf(randomUUID(), 'owner')

  beforeAll(async () => {
    const { database } = await fresh()
    db = database.db
    await db
      .insert(people)
      .values([mei, tom, owner].map(({ personId }) => ({ id: personId, name: 'Somebody' })))
  })

  /** A reference of somebody, made from a picture's bytes. */
  async function referenceTo(actor: Actor, sourceSha256: string, createdAt = new Date()) {
    const id = randomUUID()
    await db.insert(references).values({
      id,
      personId: actor.personId,
      kind: 'bytes',
      name: 'a.png',
      sourceSha256,
      sha256: 'x',
      createdAt,
    })
    return id
  }
  const from = (imageId: string, derivation: 'reuse' | 'branch' | 'resize' = 'reuse') => ({
    parentImageId: imageId,
    derivation,
  })
  const seen = async (actor: Actor, imageId: string, options: { levels?: number; nodes?: number } = {}) => {
    const { nodes, edges, truncated } = await lineageOf(db, actor, imageId, { levels: LEVELS, ...options })
    const levels = Object.fromEntries(nodes.map(({ item, level }) => [item.id, level]))
    return { levels, edges, truncated }
  }

  test('goes both ways, along recipes and references', async () => {
    const root = await insertPicture({ db }, mei)
    const reused = await insertPicture({ db }, tom, { run: from(root.imageId) })
    const reference = await referenceTo(tom, reused.sha256)
    const branch = await insertPicture({ db }, tom, {
      run: from(reused.imageId, 'branch'),
      referenceIds: [reference],
    })
    const other = await insertPicture({ db }, mei)
    const both = await insertPicture({ db }, mei, {
      referenceIds: [await referenceTo(mei, branch.sha256), await referenceTo(mei, other.sha256)],
    })
    const ofBranch = await seen(mei, branch.imageId)
    expect(ofBranch.levels).toEqual({
      [branch.imageId]: 0,
      [reused.imageId]: -1,
      [root.imageId]: -2,
      [both.imageId]: 1,
    })
    expect(ofBranch.edges).toEqual(
      expect.arrayContaining([
        { from: root.imageId, to: reused.imageId, reference: false, derivation: 'reuse' },
        { from: reused.imageId, to: branch.imageId, reference: true, derivation: 'branch' },
        { from: branch.imageId, to: both.imageId, reference: true, derivation: null },
      ]),
    )
    expect(ofBranch.edges).toHaveLength(3)
    expect(Object.keys((await seen(tom, both.imageId)).levels)).toHaveLength(5)
    expect((await seen(tom, root.imageId)).levels[both.imageId]).toBe(3)
  })

  test('a private ancestor, and what lies behind it, is not there for anybody else', async () => {
    const root = await insertPicture({ db }, tom)
    const secret = await insertPicture({ db }, mei, { isPrivate: true, run: from(root.imageId) })
    const open = await insertPicture({ db }, mei, {
      run: from(secret.imageId, 'branch'),
      referenceIds: [await referenceTo(mei, secret.sha256)],
    })
    const alone = { levels: { [open.imageId]: 0 }, edges: [], truncated: false }
    for (const actor of [tom, owner]) {
      expect(await seen(actor, open.imageId)).toEqual(alone)
      expect(await seen(actor, open.imageId, { levels: 1 })).toEqual(alone)
      expect(await seen(actor, root.imageId)).toEqual({
        levels: { [root.imageId]: 0 },
        edges: [],
        truncated: false,
      })
      await expect(lineageOf(db, actor, secret.imageId, { levels: LEVELS })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    expect((await seen(mei, open.imageId)).levels).toEqual({
      [open.imageId]: 0,
      [secret.imageId]: -1,
      [root.imageId]: -2,
    })
  })

  test('what is in the trash is not there either', async () => {
    const root = await insertPicture({ db }, mei)
    const child = await insertPicture({ db }, mei, { run: from(root.imageId) })
    const grandchild = await insertPicture({ db }, tom, { run: from(child.imageId) })
    await db.update(images).set({ deletedAt: new Date() }).where(eq(images.id, child.imageId))
    expect((await seen(mei, root.imageId)).levels).toEqual({ [root.imageId]: 0 })
    expect((await seen(tom, grandchild.imageId)).levels).toEqual({ [grandchild.imageId]: 0 })
    await db.update(images).set({ deletedAt: null }).where(eq(images.id, child.imageId))
    await db
      .update(generations)
      .set({ deletedAt: new Date() })
      .where(eq(generations.id, grandchild.generationId))
    expect((await seen(mei, root.imageId)).levels).toEqual({ [root.imageId]: 0, [child.imageId]: 1 })
  })

  test('of equal bytes one picture stands for all, the one that was there when the reference was made', async () => {
    const first = await insertPicture({ db }, tom)
    const made = (await db.select().from(images).where(eq(images.id, first.imageId)))[0]?.madeAt ?? new Date()
    const reference = await referenceTo(tom, first.sha256, new Date(made.getTime() + 1))
    await insertPicture({ db }, tom, {
      row: { sha256: first.sha256, madeAt: new Date(made.getTime() + 60_000) },
    })
    const child = await insertPicture({ db }, tom, { referenceIds: [reference] })
    expect((await seen(tom, child.imageId)).levels).toEqual({ [child.imageId]: 0, [first.imageId]: -1 })
  })

  test('it is bounded, says so, and ends where pictures go on from each other in a circle', async () => {
    let last = await insertPicture({ db }, mei)
    const chain = [last]
    for (let i = 0; i < 14; i += 1) {
      last = await insertPicture({ db }, mei, { run: from(last.imageId) })
      chain.push(last)
    }
    const root = chain[0]?.imageId ?? ''
    const whole = await seen(mei, root)
    expect(Object.keys(whole.levels)).toHaveLength(13)
    expect(whole.truncated).toBe(true)
    expect(await seen(mei, root, { levels: 1 })).toMatchObject({ truncated: true })
    const few = await seen(mei, root, { nodes: 4 })
    expect(Object.keys(few.levels)).toHaveLength(4)
    expect(few.truncated).toBe(true)
    expect((await seen(mei, last.imageId, { levels: 2 })).levels).toMatchObject({ [last.imageId]: 0 })

    const parent = { parentImageId: last.imageId, derivation: 'reuse' as const }
    await db
      .update(generations)
      .set(parent)
      .where(eq(generations.id, chain[12]?.generationId ?? ''))
    const circle = await seen(mei, last.imageId)
    expect(Object.keys(circle.levels)).toHaveLength(3)
  })
})

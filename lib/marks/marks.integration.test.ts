import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { addPerson, addPictures } from '#lib/boards/testing.ts'
import type { Database } from '#lib/db/client.ts'
import { favourites, generations, images, library } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { HEARTS_AT_ONCE } from '#lib/events/bus.ts'
import { peopleStudio } from '#lib/people/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { tagsLike, tagsOf } from './data.ts'
import { marksInput } from './schema.ts'
import { markImages, setNote } from './service.ts'

describeEachDatabase('marks', (fresh) => {
  let database: Database
  let studio: ReturnType<typeof peopleStudio>
  let ana: Actor
  let ben: Actor
  let viewer: Actor

  beforeAll(async () => {
    database = (await fresh()).database
    studio = peopleStudio(database.db)
    ana = await addPerson(database.db)
    ben = await addPerson(database.db)
    viewer = await addPerson(database.db, 'viewer')
  })
  beforeEach(() => {
    studio.announced.length = 0
  })

  const marksOf = async (id: string) => {
    const [row] = await database.db
      .select({ rating: images.rating, tags: images.tags, note: images.note })
      .from(images)
      .where(eq(images.id, id))
    return row
  }
  const undoAll = async (actor: Actor, { undo }: Awaited<ReturnType<typeof markImages>>) => {
    for (const input of undo) await markImages(studio, actor, marksInput.parse(input))
  }

  it('rates pictures of others, tells once for each run, and gives back what was there', async () => {
    const [one, two] = await addPictures(database.db, ana, { n: 2 })
    const [three] = await addPictures(database.db, ana)
    if (!one || !two || !three) throw new Error('no pictures')
    await markImages(studio, ana, { imageIds: [one], rating: 2 })
    studio.announced.length = 0
    const done = await markImages(studio, ben, { imageIds: [one, two, three], rating: 5 })
    expect(studio.announced.map(({ type }) => type)).toEqual(['generation', 'generation'])
    expect((await marksOf(three))?.rating).toBe(5)
    const [row] = await database.db.select().from(library).where(eq(library.imageId, two))
    expect(row?.rating).toBe(5)
    await undoAll(ben, done)
    expect([await marksOf(one), await marksOf(two)].map((marks) => marks?.rating)).toEqual([2, null])
    expect((await markImages(studio, ben, { imageIds: [two], rating: 0 })).undo).toEqual([])
  })

  it('adds and removes tags, which a search then finds, and takes exactly that back', async () => {
    const [one, two] = await addPictures(database.db, ana, { n: 2 })
    if (!one || !two) throw new Error('no pictures')
    await markImages(studio, ana, marksInput.parse({ imageIds: [one], addTags: [' Launch  2026', '海报'] }))
    const done = await markImages(
      studio,
      ben,
      marksInput.parse({ imageIds: [one, two], addTags: ['launch 2026', 'blue'], removeTags: ['海报'] }),
    )
    expect((await marksOf(one))?.tags).toEqual(['blue', 'launch 2026'])
    expect((await marksOf(two))?.tags).toEqual(['blue', 'launch 2026'])
    const found = await database.db
      .select({ id: library.imageId })
      .from(library)
      .where(sql`${library.words} @@ 'blue'::tsquery`)
    expect(found.map(({ id }) => id).sort()).toEqual([one, two].sort())
    await undoAll(ben, done)
    expect((await marksOf(one))?.tags).toEqual(['launch 2026', '海报'].sort())
    expect((await marksOf(two))?.tags).toEqual([])
  })

  it('refuses more tags than a picture may have, changing nothing', async () => {
    const [one, two] = await addPictures(database.db, ana, { n: 2 })
    if (!one || !two) throw new Error('no pictures')
    const many = Array.from({ length: 30 }, (_, index) => `tag ${index}`)
    await markImages(studio, ana, { imageIds: [one], addTags: many })
    await expect(
      markImages(studio, ana, { imageIds: [one, two], addTags: ['one more'] }),
    ).rejects.toMatchObject({ code: 'too_many_tags' })
    expect((await marksOf(two))?.tags).toEqual([])
    expect(marksInput.safeParse({ imageIds: [one], addTags: ['x'.repeat(51)] }).success).toBe(false)
    expect(marksInput.safeParse({ imageIds: [one], addTags: [' \u200b '] }).success).toBe(false)
    expect(marksInput.safeParse({ imageIds: [one] }).success).toBe(false)
    expect(marksInput.safeParse({ imageIds: [one], rating: 3, favourite: true }).success).toBe(false)
  })

  it('keeps a heart to the person who gave it', async () => {
    const [one, two] = await addPictures(database.db, ana, { n: 2 })
    if (!one || !two) throw new Error('no pictures')
    await markImages(studio, viewer, { imageIds: [one], favourite: true })
    const done = await markImages(studio, viewer, { imageIds: [one, two], favourite: true })
    expect(done.undo).toEqual([{ imageIds: [two], favourite: false }])
    await undoAll(viewer, done)
    const hearts = await database.db.select().from(favourites).where(eq(favourites.imageId, one))
    expect(hearts.map(({ personId }) => personId)).toEqual([viewer.personId])
    const told = { type: 'hearts', personId: viewer.personId }
    expect(studio.announced).toEqual([
      { ...told, imageIds: [one], favourite: true },
      { ...told, imageIds: [two], favourite: true },
      { ...told, imageIds: [two], favourite: false },
    ])
  })

  it('tells of many hearts in parts that an announcement can carry', async () => {
    const ids = await addPictures(database.db, ana, { n: 2 * HEARTS_AT_ONCE + 1 })
    await markImages(studio, ben, { imageIds: ids, favourite: true })
    const parts = studio.announced.map((change) => (change.type === 'hearts' ? change.imageIds : []))
    expect(parts.map(({ length }) => length)).toEqual([HEARTS_AT_ONCE, HEARTS_AT_ONCE, 1])
    expect(parts.flat().sort()).toEqual(ids.sort())
  })

  it('lets viewers change nothing that is the team’s', async () => {
    const imageIds = await addPictures(database.db, ana)
    await expect(markImages(studio, viewer, { imageIds, rating: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(markImages(studio, viewer, { imageIds, addTags: ['x'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('passes over what one may not see and what is in the trash, like what is not there', async () => {
    const [open] = await addPictures(database.db, ana)
    const [hidden] = await addPictures(database.db, ana, { private: true })
    const [thrown] = await addPictures(database.db, ana)
    if (!open || !hidden || !thrown) throw new Error('no pictures')
    await database.db.update(images).set({ deletedAt: new Date() }).where(eq(images.id, thrown))
    const nothing = crypto.randomUUID()
    const { undo } = await markImages(studio, ben, { imageIds: [open, hidden, thrown, nothing], rating: 4 })
    expect(undo).toEqual([{ imageIds: [open], rating: null }])
    for (const imageId of [hidden, thrown, nothing]) {
      await expect(markImages(studio, ben, { imageIds: [imageId], rating: 4 })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(setNote(studio, ben, imageId, 'x')).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await marksOf(hidden)).toMatchObject({ rating: null })
  })

  it('stores a note and finds its picture by it', async () => {
    const [one] = await addPictures(database.db, ana)
    if (!one) throw new Error('no picture')
    await markImages(studio, ana, { imageIds: [one], addTags: ['kept'] })
    const run = await setNote(studio, ben, one, ' For the Zürich fair ')
    expect(run.images[0]?.note).toBe('For the Zürich fair')
    const found = await database.db
      .select({ id: library.imageId })
      .from(library)
      .where(sql`${library.words} @@ 'zurich & kept'::tsquery`)
    expect(found).toEqual([{ id: one }])
    await expect(setNote(studio, ben, one, 'a\0b')).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('tells of many runs in one word', async () => {
    const ids: string[] = []
    for (let run = 0; run < 45; run++) ids.push(...(await addPictures(database.db, ana)))
    await markImages(studio, ben, { imageIds: ids, rating: 3 })
    expect(studio.announced).toEqual([{ type: 'many' }])
    const [row] = await database.db
      .select({ changedAt: generations.changedAt })
      .from(generations)
      .innerJoin(images, eq(images.generationId, generations.id))
      .where(eq(images.id, ids[44] ?? ''))
    expect(row?.changedAt).toEqual(studio.now())
  })

  it('completes tags by what one may see, with how many pictures bear each', async () => {
    const cat = await addPerson(database.db)
    const open = await addPictures(database.db, cat, { n: 2 })
    const hidden = await addPictures(database.db, cat, { private: true })
    await markImages(studio, cat, { imageIds: [...open, ...hidden], addTags: ['skyline'] })
    await markImages(studio, cat, { imageIds: open.slice(0, 1), addTags: ['blue sky'] })
    await markImages(studio, cat, { imageIds: hidden, addTags: ['sky secret'] })
    expect(await tagsLike(database.db, cat, 'SKY', 20)).toEqual([
      { tag: 'skyline', count: 3 },
      { tag: 'sky secret', count: 1 },
      { tag: 'blue sky', count: 1 },
    ])
    expect(await tagsLike(database.db, ben, 'sky', 20)).toEqual([
      { tag: 'skyline', count: 2 },
      { tag: 'blue sky', count: 1 },
    ])
    expect(await tagsLike(database.db, ben, '%', 20)).toEqual([])
    expect(await tagsOf(database.db, ben, [...open, ...hidden])).toEqual([
      { tag: 'blue sky', count: 1 },
      { tag: 'skyline', count: 2 },
    ])
  })
})

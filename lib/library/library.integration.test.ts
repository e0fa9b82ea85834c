import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import {
  boardImages,
  boards,
  favourites,
  generationReferences,
  generations,
  images,
  kits,
  references,
} from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import type { Actor } from '#lib/studio.ts'
import type { AskedQuery } from './asked-query.ts'
import { facetOf } from './facets.data.ts'
import { libraryCount, libraryIds, libraryIndex } from './index.data.ts'
import { decodeIndex, idsOf } from './index-format.ts'
import { itemsById, libraryItems } from './items.data.ts'
import { EVERYTHING, isRanked, type LibraryQuery } from './query.ts'
import { FACETS, LIBRARY_PAGE } from './schema.ts'
import { suggestionsFor } from './suggestions.data.ts'
import { addPicture } from './testing.ts'
import { storeMissingWords } from './words.mutations.ts'

describeEachDatabase('the gallery', (fresh) => {
  let db: Db
  let ann: Actor
  let mei: Actor
  let admin: Actor
  const pictures: Record<string, { id: string; runId: string }> = {}
  let boardId: string
  let secretBoardId: string
  let kitId: string

  const ask = (query: Partial<AskedQuery>): AskedQuery => ({ ...EVERYTHING, ...query })
  const nameOf = (id: string) => Object.entries(pictures).find(([, one]) => one.id === id)?.[0] ?? id
  const anywhere = { range: { after: null, until: null }, limit: LIBRARY_PAGE }

  /** Names of what somebody is shown, having checked that all ways of asking tell the same. */
  async function shown(viewer: Actor, query: Partial<AskedQuery>): Promise<string[]> {
    const whole = ask(query)
    const items = await libraryItems(db, viewer, whole, anywhere)
    const ids = items.map(({ id }) => id)
    expect(idsOf(await libraryIds(db, viewer, whole, { start: 0, count: null }))).toEqual(ids)
    expect(await libraryCount(db, viewer, whole)).toBe(ids.length)
    const index = decodeIndex((await libraryIndex(db, viewer, whole)).buffer)
    expect(index.count).toBe(ids.length)
    if (isRanked(whole)) expect(index.ids).toEqual(ids)
    else
      expect(index.anchors).toEqual(
        ids.slice(0, 1).map((id) => ({ id, at: Date.parse(items[0]?.madeAt ?? '') })),
      )
    return ids.map(nameOf)
  }
  const facets = async (viewer: Actor, query: Partial<LibraryQuery> = {}) =>
    Object.fromEntries(
      await Promise.all(
        FACETS.map(async (facet) => [facet, await facetOf(db, viewer, facet, ask(query))] as const),
      ),
    )
  const trash = (id = '') => db.update(images).set({ deletedAt: new Date() }).where(eq(images.id, id))
  const search = (viewer: Actor, text: string) => shown(viewer, { text })

  beforeAll(async () => {
    const { database } = await fresh()
    await migrate(database)
    ;({ db } = database)
    ann = await addPerson(db, 'member', { name: 'Ann Heron' })
    mei = await addPerson(db, 'member', { name: '陈美' })
    admin = await addPerson(db, 'admin', { name: 'Ada' })
    kitId = randomUUID()
    const now = new Date()
    const dates = { createdAt: now, changedAt: now }
    await db.insert(kits).values({ id: kitId, ownerId: ann.personId, name: 'Autumn', version: 1, ...dates })

    pictures.lighthouse = await addPicture(db, ann, {
      prompt: 'A red lighthouse at dusk, café lights below',
      tags: ['sea'],
      rating: 4,
      at: new Date('2025-03-05T10:00:00Z'),
    })
    pictures.light = await addPicture(db, ann, {
      prompt: 'Soft light, red curtain',
      run: { model: 'nano-banana-pro', tier: '4K', ratio: '16:9', kitId },
      image: { width: 1600, height: 900 },
    })
    pictures.poster = await addPicture(db, mei, {
      prompt: '雨中的灯塔，胶片质感的海报设计',
      tags: ['海报', 'sea'],
      note: '客户喜欢',
      rating: 2,
      at: new Date('2025-03-06T23:59:59.999Z'),
    })
    pictures.failed = await addPicture(db, mei, {
      prompt: 'A lost heron',
      image: { status: 'failed', width: null, height: null, madeAt: null, finishedAt: now },
    })
    pictures.secret = await addPicture(db, mei, {
      prompt: '秘密的灯塔 a zeppelin over the lighthouse',
      private: true,
      tags: ['hidden', 'sea'],
      note: 'nobody knows',
      rating: 5,
      run: { model: 'secret-model', ratio: '21:9', parentImageId: pictures.lighthouse.id, kitId },
    })
    const referenceId = randomUUID()
    await db.insert(references).values({
      id: referenceId,
      personId: ann.personId,
      kind: 'bytes',
      name: 'a.png',
      sourceSha256: pictures.lighthouse.id.replaceAll('-', '').repeat(2),
    })
    pictures.trashed = await addPicture(db, ann, { prompt: 'lighthouse gone', image: { deletedAt: now } })
    pictures.child = await addPicture(db, ann, {
      prompt: 'The same by night',
      run: { parentImageId: pictures.lighthouse.id },
    })
    pictures.secretChild = await addPicture(db, ann, {
      prompt: 'From what nobody sees',
      run: { parentImageId: pictures.secret.id },
    })

    boardId = randomUUID()
    secretBoardId = randomUUID()
    await db.insert(boards).values([
      { id: boardId, ownerId: ann.personId, name: 'Harbour', access: 'team_edit', ...dates },
      { id: secretBoardId, ownerId: mei.personId, name: 'Hush', access: 'private', ...dates },
    ])
    const place = { position: 1, addedBy: mei.personId, addedAt: now }
    await db.insert(boardImages).values([
      { boardId, imageId: pictures.lighthouse.id, ...place },
      { boardId, imageId: pictures.secret.id, ...place },
      { boardId: secretBoardId, imageId: pictures.lighthouse.id, ...place },
    ])
    await db.insert(favourites).values([
      { personId: ann.personId, imageId: pictures.poster.id, at: now },
      { personId: mei.personId, imageId: pictures.light.id, at: now },
      { personId: ann.personId, imageId: pictures.secret.id, at: now },
    ])
    // Made with a reference: the rows of references come before those of pictures.
    const runId = randomUUID()
    const [run] = await db.select().from(generations).where(eq(generations.id, pictures.lighthouse.runId))
    if (!run) throw new Error('expected a run')
    await db.insert(generations).values({ ...run, id: runId, prompt: 'With a look at it', words: null })
    await db.insert(generationReferences).values({ generationId: runId, position: 0, referenceId })
    const id = randomUUID()
    const done = {
      status: 'succeeded' as const,
      turn: 0,
      queuedAt: now,
      madeAt: now,
      width: 512,
      height: 512,
    }
    await db.insert(images).values({ id, generationId: runId, personId: run.personId, index: 0, ...done })
    pictures.referring = { id, runId }
  })

  test('shows everything that succeeded, newest first', async () => {
    expect(await shown(ann, {})).toEqual([
      'referring',
      'secretChild',
      'child',
      'light',
      'poster',
      'lighthouse',
    ])
    expect(await shown(mei, {})).toContain('secret')
  })

  describe('filters', () => {
    const cases: [string, () => Partial<LibraryQuery>, string[]][] = [
      ['a maker', () => ({ people: [mei.personId] }), ['poster']],
      ['oneself', () => ({ people: ['me'], models: ['nano-banana-pro'] }), ['light']],
      ['a board', () => ({ board: boardId }), ['lighthouse']],
      ['a size', () => ({ tiers: ['4K', '512'] }), ['light']],
      ['a ratio', () => ({ ratios: ['16:9'] }), ['light']],
      ['days', () => ({ from: '2025-03-06', to: '2025-03-06' }), ['poster']],
      ['hearts', () => ({ favourite: true }), ['poster']],
      ['stars', () => ({ rating: 3 }), ['lighthouse']],
      ['tags', () => ({ tags: ['sea', '海报'] }), ['poster']],
      ['references', () => ({ references: 'with' }), ['referring']],
      ['what was made from it', () => ({ madeFrom: pictures.lighthouse?.id ?? '' }), ['referring', 'child']],
      ['a kit', () => ({ kit: kitId }), ['light']],
      ['a state', () => ({ statuses: ['failed'] }), ['failed']],
      ['several', () => ({ tags: ['sea'], rating: 1, people: ['me'] }), ['lighthouse']],
    ]
    test.each(cases)('by %s', async (_, query, expected) => {
      expect(await shown(ann, query())).toEqual(expected)
    })

    test('by days as whoever asks counts them', async () => {
      const days = (zone: string, day: string) => shown(ann, { from: day, to: day, zone })
      // Made at 23:59:59.999 and at 10:00 in UTC.
      expect(await days('Asia/Shanghai', '2025-03-07')).toEqual(['poster'])
      expect(await days('Asia/Shanghai', '2025-03-06')).toEqual([])
      expect(await days('Pacific/Auckland', '2025-03-05')).toEqual(['lighthouse'])
      expect(await days('America/Los_Angeles', '2025-03-06')).toEqual(['poster'])
    })

    test('count what each value would leave', async () => {
      const all = await facets(ann)
      expect(all.person).toEqual([
        { value: ann.personId, label: 'Ann Heron', count: 5 },
        { value: mei.personId, label: '陈美', count: 1 },
      ])
      expect(all.board).toEqual([{ value: boardId, label: 'Harbour', count: 1 }])
      expect(all.model).toEqual([
        { value: 'nano-banana-2', label: null, count: 5 },
        { value: 'nano-banana-pro', label: null, count: 1 },
      ])
      expect(all.size?.map(({ value, count }) => [value, count])).toEqual([
        ['1K', 5],
        ['4K', 1],
      ])
      expect(all.favourite).toEqual([{ value: '1', label: null, count: 1 }])
      expect(all.rating?.map(({ count }) => count)).toEqual([0, 1, 1, 2, 2])
      expect(all.tag?.map(({ value, count }) => [value, count])).toEqual([
        ['sea', 2],
        ['海报', 1],
      ])
      expect(all.references?.map(({ value, count }) => [value, count])).toEqual([
        ['without', 5],
        ['with', 1],
      ])
      expect(all.kit).toEqual([{ value: kitId, label: 'Autumn', count: 1 }])
      expect(all.status?.map(({ value, count }) => [value, count])).toEqual([
        ['succeeded', 6],
        ['failed', 1],
      ])
    })

    test('are counted under the others, but not under themselves', async () => {
      const under = await facets(ann, { people: [mei.personId], tags: ['sea'] })
      expect(under.person?.map(({ count }) => count)).toEqual([1, 1])
      expect(under.tag?.map(({ value }) => value)).toEqual(['sea', '海报'])
    })
  })

  describe('search', () => {
    test.each([
      ['lighthouse', ['lighthouse']],
      ['LIGHT', ['light', 'lighthouse']],
      // “Lights” are light; “red light” stands together in “red lighthouse”.
      ['light ', ['light', 'lighthouse']],
      ['red light', ['lighthouse', 'light']],
      ['house', []],
      ['lighthouses', ['lighthouse']],
      ['curtains red', ['light']],
      ['herons', []],
      ['cafe', ['lighthouse']],
      ['灯', ['poster']],
      ['灯塔', ['poster']],
      ['海报设计', ['poster']],
      ['设计海报', []],
      ['塔胶', []],
      ['客户', ['poster']],
      ['sea', ['poster', 'lighthouse']],
      ['美 灯塔', ['poster']],
      ['heron red', ['light', 'lighthouse']],
      ['陈美', ['poster']],
      ['…', []],
    ])('“%s” finds %j', async (text, expected) => {
      expect(await search(ann, text)).toEqual(expected)
    })

    test('puts words that stand together before those that stand apart, and a tag before both', async () => {
      const added = [
        await addPicture(db, ann, { prompt: 'A quartz clock face', at: new Date('2019-01-01T00:00:00Z') }),
        await addPicture(db, ann, { prompt: 'A clock of quartz', at: new Date('2019-01-02T00:00:00Z') }),
        await addPicture(db, ann, { tags: ['quartz clock'], at: new Date('2018-01-01T00:00:00Z') }),
        await addPicture(db, ann, { prompt: 'A quartz clockwork', at: new Date('2019-01-03T00:00:00Z') }),
      ].map(({ id }) => id)
      expect(await search(ann, 'quartz clock')).toEqual([added[2], added[0], added[1], added[3]])
      for (const id of added) await trash(id)
    })

    test('shows a long prompt around what was found', async () => {
      const prompt = `${'Rows of terraces under a pale sky. '.repeat(20)}At the end an observatory, wide open.`
      const { id } = await addPicture(db, admin, { prompt, at: new Date('2020-01-01T00:00:00Z') })
      const [item] = await libraryItems(db, ann, ask({ text: 'observatory' }), anywhere)
      expect(item?.id).toBe(id)
      expect(item?.prompt).toMatch(/^….*observatory, wide open\.$/)
      expect((await itemsById(db, ann, [id], ''))[0]?.prompt).toBe(prompt.slice(0, 200))
      await trash(id)
    })

    test('tells by which tag or note a picture was found, where its prompt does not say', async () => {
      const [poster] = await shown(ann, { text: '客户' }).then((names) =>
        names.map((name) => pictures[name]?.id),
      )
      if (!poster) throw new Error('expected the poster')
      const foundBy = async (text: string) => (await itemsById(db, ann, [poster], text))[0]?.found
      expect(await foundBy('客户')).toEqual(['客户喜欢'])
      expect(await foundBy('灯塔 sea')).toEqual(['sea'])
      expect(await foundBy('海报')).toBeUndefined()
      expect(await foundBy('')).toBeUndefined()
    })

    test('suggests prompts, tags, boards and people', async () => {
      expect(await suggestionsFor(db, ann, 'sea')).toEqual({
        prompts: [],
        tags: [{ value: 'sea', count: 2 }],
        boards: [],
        people: [],
      })
      expect((await suggestionsFor(db, ann, 'harb')).boards).toEqual([{ id: boardId, name: 'Harbour' }])
      expect((await suggestionsFor(db, ann, 'lighth')).prompts).toEqual([
        'A red lighthouse at dusk, café lights below',
      ])
      expect((await suggestionsFor(db, ann, '美')).people).toEqual([{ id: mei.personId, name: '陈美' }])
    })
  })

  describe('what somebody keeps private', () => {
    test('its maker finds in every way', async () => {
      for (const query of [
        { text: 'zeppelin' },
        { text: '秘密' },
        { tags: ['hidden'] },
        { models: ['secret-model'] },
        { people: ['me'], rating: 5 },
      ]) {
        expect(await shown(mei, query)).toEqual(['secret'])
      }
      expect(await shown(mei, { madeFrom: pictures.secret?.id ?? '' })).toEqual(['secretChild'])
      expect(await shown(mei, { board: secretBoardId })).toEqual(['lighthouse'])
      expect((await facets(mei)).tag).toContainEqual({ value: 'hidden', label: null, count: 1 })
      expect((await suggestionsFor(db, mei, 'zepp')).prompts).toHaveLength(1)
      expect((await suggestionsFor(db, mei, 'hush')).boards).toHaveLength(1)
    })

    test('nobody else is told of: not by list, count, facet, search or suggestion', async () => {
      const secret = pictures.secret?.id ?? ''
      for (const viewer of [ann, admin]) {
        for (const query of [
          { text: 'zeppelin' },
          { text: 'zep' },
          { text: '秘密' },
          { text: '秘' },
          { text: 'nobody knows' },
          { text: 'hidden' },
          { tags: ['hidden'] },
          { models: ['secret-model'] },
          { ratios: ['21:9' as const] },
          { rating: 5 },
          { madeFrom: secret },
          { board: secretBoardId },
        ]) {
          expect(await shown(viewer, query), JSON.stringify(query)).toEqual([])
        }
        expect(await shown(viewer, {})).not.toContain('secret')
        expect(await shown(viewer, { text: 'lighthouse' })).toEqual(['lighthouse'])
        expect(await shown(viewer, { text: '陈美' })).toEqual(['poster'])
        expect(await shown(viewer, { kit: kitId })).toEqual(['light'])
        expect(await itemsById(db, viewer, [secret], 'zeppelin')).toEqual([])
        const told = JSON.stringify(await facets(viewer))
        expect(told).not.toMatch(/hidden|secret|21:9|Hush/)
        for (const text of ['zep', '秘密', 'hid', 'lighthouse', 'hush']) {
          expect(JSON.stringify(await suggestionsFor(db, viewer, text))).not.toMatch(
            /zeppelin|hidden|秘密|Hush/,
          )
        }
      }
      // Hearts on what is no longer seen count for nothing.
      expect((await facets(ann)).favourite).toEqual([{ value: '1', label: null, count: 1 }])
    })
  })

  test('runs from before there was a search are found once their words are stored', async () => {
    const { id } = await addPicture(db, ann, { prompt: 'An ancient obelisk', run: { words: null } })
    expect(await search(ann, 'obelisk')).toEqual([])
    expect(await storeMissingWords(db, 1)).toBe(1)
    while ((await storeMissingWords(db, 50)) > 0);
    expect((await libraryItems(db, ann, ask({ text: 'obelisk' }), anywhere)).map((item) => item.id)).toEqual([
      id,
    ])
    await trash(id)
  })

  test('pages go from anchor to anchor, and stay while pictures arrive and leave', async () => {
    const maker = await addPerson(db, 'member', { name: 'Prolific' })
    const at = Date.UTC(2026, 5, 1)
    const { runId } = await addPicture(db, maker, { image: { deletedAt: new Date() } })
    const [model] = await db.select().from(images).where(eq(images.generationId, runId))
    if (!model) throw new Error('expected a picture')
    // Two at a time share a millisecond: the id decides.
    const rows = Array.from({ length: 300 }, (_, n) => ({
      ...model,
      id: randomUUID(),
      index: n + 1,
      madeAt: new Date(at + Math.floor(n / 2)),
      deletedAt: null,
    }))
    await db.insert(images).values(rows)
    const query = ask({ people: [maker.personId] })
    const index = decodeIndex((await libraryIndex(db, ann, query)).buffer)
    expect(index).toMatchObject({ count: 300, anchors: { length: 3 } })
    const [, second = null, third = null] = index.anchors
    const page = async (after: typeof second, until: typeof third) =>
      (await libraryItems(db, ann, query, { range: { after, until }, limit: 300 })).map(({ id }) => id)
    const pages = [await page(null, second), await page(second, third), await page(third, null)]
    expect(pages.map(({ length }) => length)).toEqual([128, 128, 44])
    expect(new Set(pages.flat())).toEqual(new Set(rows.map(({ id }) => id)))
    const part = { start: 128, count: 128 }
    expect(idsOf(await libraryIds(db, ann, query, part))).toEqual(pages[1])

    await addPicture(db, maker, { at: new Date(at + 10_000) })
    await trash(pages[0]?.[3])
    // An anchor is a place, which stays when its picture leaves.
    await trash(second?.id)
    expect(await page(second, third)).toEqual(pages[1]?.slice(1))
    expect(await page(third, null)).toEqual(pages[2])
  })
})

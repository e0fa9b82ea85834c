import { beforeAll, expect, it } from 'vitest'
import { addPerson, addPictures } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { savedSearches } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { recordingBus } from '#lib/events/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { filledSearchFor, searchesFor, searchFor } from './data.ts'
import { SEARCH_LIMITS } from './limits.ts'
import { changeSearch, deleteSearch, restoreSearch, saveSearch } from './service.ts'

describeEachDatabase('saved searches', (fresh) => {
  let db: Db
  const events = recordingBus()
  let studio: { db: Db; events: typeof events; now: () => Date }
  let ann: Actor
  let ben: Actor
  let admin: Actor
  let viewer: Actor

  beforeAll(async () => {
    db = (await fresh()).database.db
    studio = { db, events, now: () => new Date('2026-11-22T10:00:00Z') }
    ann = await addPerson(db)
    ben = await addPerson(db)
    admin = await addPerson(db, 'admin')
    viewer = await addPerson(db, 'viewer')
  })

  let saved = 0
  const save = (shared: boolean, actor = ann, query = 'q=harbour') =>
    saveSearch(studio, actor, { name: `Search ${++saved}`, query, shared })
  const idsFor = async (actor: Actor) => (await searchesFor(db, actor)).map(({ id }) => id)
  /** All at once: a rejection that nobody waits for yet would count as unhandled. */
  const codesOf = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'rejected' ? outcome.reason.code : outcome.status,
    )

  it('is its owner’s alone until it is shared, and then changed by nobody else', async () => {
    const rights = async (shared: boolean) => {
      const { id } = await save(shared)
      return Promise.all(
        [ann, ben, admin, viewer].map(async (actor) => (await searchFor(db, actor, id))?.can ?? null),
      )
    }
    const none = { change: false, delete: false }
    expect(await rights(false)).toEqual([{ change: true, delete: true }, null, null, null])
    expect(await rights(true)).toEqual([
      { change: true, delete: true },
      none,
      { change: false, delete: true },
      none,
    ])
  })

  it('tells of a change those who see the search, or did until then', async () => {
    events.announced.length = 0
    const { id } = await save(false)
    await changeSearch(studio, ann, id, { shared: true })
    await changeSearch(studio, ann, id, { shared: false })
    await deleteSearch(studio, ann, id)
    await restoreSearch(studio, ann, id)
    const own = [ann.personId]
    expect(events.announced.map((change) => change.type === 'list' && change.to)).toEqual([
      own,
      null,
      null,
      own,
      own,
    ])
  })

  it('attack: ids of a private search guessed, by a member, an admin and a viewer', async () => {
    const { id } = await save(false)
    for (const actor of [ben, admin, viewer]) {
      const attempts = [
        changeSearch(studio, actor, id, { shared: true }),
        deleteSearch(studio, actor, id),
        restoreSearch(studio, actor, id),
      ]
      expect(await codesOf(attempts)).toEqual(['not_found', 'not_found', 'not_found'])
      expect(await idsFor(actor)).not.toContain(id)
    }
    expect(await searchFor(db, ann, id)).toMatchObject({ shared: false })
  })

  it('attack: a shared search changed or taken away by those who only use it', async () => {
    const { id } = await save(true)
    const attempts = [
      changeSearch(studio, ben, id, { name: 'Ben’s' }),
      changeSearch(studio, admin, id, { query: 'q=other' }),
      deleteSearch(studio, ben, id),
      deleteSearch(studio, viewer, id),
      saveSearch(studio, viewer, { name: 'Mine', query: 'q=a', shared: false }),
    ]
    expect(await codesOf(attempts)).toEqual(attempts.map(() => 'forbidden'))
    expect(await searchFor(db, ben, id)).toMatchObject({ query: 'q=harbour' })
  })

  it('shows everybody what they may see of what it finds, and tells of nothing else', async () => {
    const { id } = await save(true, ann, `person=me&person=${ann.personId}`)
    const [open = ''] = await addPictures(db, ann)
    await addPictures(db, ann, { private: true, n: 2 })
    const [bens = ''] = await addPictures(db, ben, { private: true })
    const found = async (actor: Actor) => {
      const filled = await filledSearchFor(db, actor, id, 'UTC')
      return { count: filled?.count, cover: filled?.cover.map((picture) => picture.id).sort() }
    }
    expect((await found(ann)).count).toBe(3)
    expect(await found(ben)).toEqual({ count: 2, cover: [open, bens].sort() })
    expect(await found(admin)).toEqual({ count: 1, cover: [open] })
    await changeSearch(studio, ann, id, { shared: false })
    expect(await filledSearchFor(db, admin, id, 'UTC')).toBeNull()
  })

  it('keeps the query as addresses have it, and refuses one that asks for nothing', async () => {
    const { id, query } = await save(false, ann, 'status=bogus&tag=Red&q=%E6%B8%AF&evil=%3Cscript%3E')
    expect(query).toBe('q=%E6%B8%AF&tag=red')
    expect(await changeSearch(studio, ann, id, { query: 'size=4K&size=1K' })).toMatchObject({
      query: 'size=1K&size=4K',
    })
    const nothing = [
      save(false, ann, ''),
      save(false, ann, 'evil=1&rating=9'),
      changeSearch(studio, ann, id, { query: 'x' }),
    ]
    expect(await codesOf(nothing)).toEqual(nothing.map(() => 'invalid_input'))
  })

  it('has a name that is its owner’s only once', async () => {
    const first = await save(false)
    const second = await save(false)
    const again = [
      saveSearch(studio, ann, { name: first.name, query: 'q=b', shared: true }),
      changeSearch(studio, ann, second.id, { name: first.name }),
    ]
    expect(await codesOf(again)).toEqual(['search_name_taken', 'search_name_taken'])
    expect(await changeSearch(studio, ann, first.id, { name: first.name, shared: true })).toMatchObject({
      shared: true,
    })
    expect(await saveSearch(studio, ben, { name: first.name, query: 'q=b', shared: true })).toMatchObject({
      name: first.name,
    })
  })

  it('comes back as it was after it was deleted, while its place is free', async () => {
    const search = await save(true)
    await deleteSearch(studio, ann, search.id)
    for (const actor of [ann, ben, admin]) expect(await idsFor(actor)).not.toContain(search.id)
    expect(await codesOf([restoreSearch(studio, ben, search.id)])).toEqual(['not_found'])
    expect(await restoreSearch(studio, ann, search.id)).toEqual(search)

    await deleteSearch(studio, admin, search.id)
    const taker = await saveSearch(studio, ann, { name: search.name, query: 'q=b', shared: false })
    // The admin is not told of the private one that stands in its place.
    expect(await codesOf([restoreSearch(studio, admin, search.id)])).toEqual(['not_found'])
    expect(await codesOf([restoreSearch(studio, ann, search.id)])).toEqual(['search_name_taken'])
    await changeSearch(studio, ann, taker.id, { name: `${search.name} b` })
    await restoreSearch(studio, admin, search.id)
    expect(await searchFor(db, admin, search.id)).toMatchObject({ owner: { id: ann.personId } })
  })

  it('is one of a limited number, also when two are saved at once', async () => {
    const cara = await addPerson(db)
    const at = studio.now()
    await db.insert(savedSearches).values(
      Array.from({ length: SEARCH_LIMITS.perPerson - 1 }, (_, n) => ({
        id: crypto.randomUUID(),
        ownerId: cara.personId,
        name: `Old ${n}`,
        query: 'q=a',
        shared: false,
        createdAt: at,
        changedAt: at,
      })),
    )
    const codes = await codesOf([save(false, cara), save(false, cara)])
    expect(codes.sort()).toEqual(['fulfilled', 'too_many_searches'])
  })
})

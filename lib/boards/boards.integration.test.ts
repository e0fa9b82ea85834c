import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, boardImages, boards, generations, images, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import type { Change } from '#lib/events/bus.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { decodeBoardCursor } from './cursor.ts'
import { boardFor, boardHeirs, boardImagesPage, boardsFor, boardsOfImage } from './data.ts'
import { type BoardAccess, type BoardDto, boardAddInput } from './schema.ts'
import {
  addToBoard,
  changeBoard,
  createBoard,
  deleteBoard,
  orderBoard,
  removeFromBoard,
  restoreBoard,
  transferBoard,
} from './service.ts'
import { addPerson, addPictures } from './testing.ts'

const nobodys = '11111111-0000-4000-8000-000000000000'

describeEachDatabase('boards', (fresh) => {
  let db: Db
  let studio: Pick<Studio, 'db' | 'events' | 'now'>
  let announced: Change[]
  let now: Date
  let ann: Actor
  let ben: Actor
  let admin: Actor
  let viewer: Actor

  beforeAll(async () => {
    db = (await fresh()).database.db
    now = new Date('2026-11-22T10:00:00Z')
    studio = {
      db,
      now: () => {
        now = new Date(now.getTime() + 1000)
        return now
      },
      events: {
        announce: async (_, ...changes) => {
          announced.push(...changes)
        },
        subscribe: () => () => undefined,
        close: async () => undefined,
      },
    }
    ann = await addPerson(db)
    ben = await addPerson(db)
    admin = await addPerson(db, 'admin')
    viewer = await addPerson(db, 'viewer')
  })
  beforeEach(() => {
    announced = []
  })

  const make = (access: BoardAccess, actor = ann, name = 'Mood') =>
    createBoard(studio, actor, { name, description: '', access })
  /** A board with pictures of Ann's on it, in the order by hand. */
  const filled = async (access: BoardAccess, n = 3) => {
    const { id } = await make(access)
    const pictures = await addPictures(db, ann, { n })
    await addToBoard(studio, ann, id, pictures)
    await changeBoard(studio, ann, id, { sort: 'hand' })
    announced = []
    return { id, pictures }
  }
  const shown = async (boardId: string, actor: Actor) => {
    const page = await boardImagesPage(db, actor, { boardId, cursor: null, limit: 100 })
    return page?.items.map((item) => item.id)
  }
  const seen = (board: BoardDto | null) => {
    if (!board) throw new Error('there is no such board for this person')
    return board
  }
  /** All at once: a rejection that nobody waits for yet would count as unhandled. */
  const codesOf = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'rejected' ? outcome.reason.code : outcome.status,
    )
  const logOf = (boardId: string) =>
    db.select().from(auditEntries).where(eq(auditEntries.targetId, boardId)).orderBy(auditEntries.at)

  it('belongs to its maker, who may do everything; the team sees and edits as its access says', async () => {
    const rights = async (access: BoardAccess) => {
      const { id } = await make(access)
      return Promise.all(
        [ann, ben, admin, viewer].map(async (actor) => (await boardFor(db, actor, id))?.can ?? null),
      )
    }
    const all = { edit: true, manage: true, hide: true, transfer: true }
    const none = { edit: false, manage: false, hide: false, transfer: false }
    expect(await rights('private')).toEqual([all, null, null, null])
    expect(await rights('team_view')).toEqual([all, none, { ...all, edit: false, hide: false }, none])
    expect(await rights('team_edit')).toEqual([all, { ...none, edit: true }, { ...all, hide: false }, none])
  })

  it('attack: ids of a private board guessed, by a member, an admin and a viewer', async () => {
    const { id, pictures } = await filled('private')
    const [first = ''] = pictures
    for (const actor of [ben, admin, viewer]) {
      const attempts = [
        changeBoard(studio, actor, id, { name: 'Mine now' }),
        deleteBoard(studio, actor, id),
        restoreBoard(studio, actor, id),
        addToBoard(studio, actor, id, pictures, { [first]: 1 }),
        removeFromBoard(studio, actor, id, pictures),
        orderBoard(studio, actor, id, { imageId: first, before: null }),
        transferBoard(studio, actor, id, actor.personId),
      ]
      expect(await codesOf(attempts)).toEqual(attempts.map(() => 'not_found'))
      expect(await boardFor(db, actor, id)).toBeNull()
      expect(await shown(id, actor)).toBeUndefined()
      expect((await boardsFor(db, actor)).map((board) => board.id)).not.toContain(id)
      expect((await boardsOfImage(db, actor, first))?.map((board) => board.id)).not.toContain(id)
    }
    expect(announced).toEqual([])
    expect(await logOf(id)).toEqual([])
    expect(await shown(id, ann)).toEqual(pictures)
  })

  it('attack: a viewer changes a board that the team may edit', async () => {
    const { id, pictures } = await filled('team_edit')
    const [first = ''] = pictures
    const attempts = [
      createBoard(studio, viewer, { name: 'Mine', description: '', access: 'private' }),
      changeBoard(studio, viewer, id, { sort: 'date' }),
      deleteBoard(studio, viewer, id),
      addToBoard(studio, viewer, id, pictures, { [first]: 1 }),
      removeFromBoard(studio, viewer, id, pictures),
      orderBoard(studio, viewer, id, { imageId: first, before: null }),
      transferBoard(studio, viewer, id, viewer.personId),
    ]
    expect(await codesOf(attempts)).toEqual(attempts.map(() => 'forbidden'))
    expect(await shown(id, viewer)).toEqual(pictures)
  })

  it('attack: a board editor takes ownership', async () => {
    const { id } = await filled('team_edit')
    await expect(transferBoard(studio, ben, id, ben.personId)).rejects.toMatchObject({ code: 'forbidden' })
    for (const change of [{ name: 'Ben’s' }, { access: 'private' }, { archived: true }] as const) {
      await expect(changeBoard(studio, ben, id, change)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(deleteBoard(studio, ben, id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(seen(await boardFor(db, ben, id)).owner.id).toBe(ann.personId)
  })

  it('is given away by its owner or an admin, to an active member and nobody else', async () => {
    const { id } = await filled('team_view')
    const suspended = await addPerson(db, 'member', { suspendedAt: now })
    const removed = await addPerson(db, 'member', { removedAt: now })
    for (const personId of [viewer.personId, suspended.personId, removed.personId, nobodys]) {
      await expect(transferBoard(studio, ann, id, personId)).rejects.toMatchObject({
        code: 'invalid_input',
        field: 'personId',
      })
    }
    const heirs = (await boardHeirs(db, ann, id))?.map((person) => person.id)
    expect(heirs).toEqual(expect.arrayContaining([ben.personId, admin.personId]))
    for (const personId of [ann.personId, viewer.personId, suspended.personId, removed.personId]) {
      expect(heirs).not.toContain(personId)
    }
    expect(await boardHeirs(db, ben, id)).toBeNull()
    await transferBoard(studio, ann, id, ben.personId)
    expect(seen(await boardFor(db, ann, id)).can).toEqual({
      edit: false,
      manage: false,
      hide: false,
      transfer: false,
    })
    expect(seen(await boardFor(db, ben, id)).owner.id).toBe(ben.personId)
    await transferBoard(studio, admin, id, ann.personId)
    expect(seen(await boardFor(db, ann, id)).can.transfer).toBe(true)
    expect((await logOf(id)).filter(({ action }) => action === 'board.transferred')).toMatchObject([
      { personId: ann.personId, details: { from: ann.personId, to: ben.personId } },
      { personId: admin.personId, details: { from: ben.personId, to: ann.personId } },
    ])
  })

  it('given away while private, it is gone for whoever gave it', async () => {
    const { id } = await filled('private')
    await transferBoard(studio, ann, id, ben.personId)
    expect(await boardFor(db, ann, id)).toBeNull()
    expect(seen(await boardFor(db, ben, id)).can.manage).toBe(true)
    expect(announced).toEqual([{ type: 'board', id, to: [ann.personId, ben.personId] }])
    expect(await logOf(id)).toEqual([])
  })

  it('loses what its owner could do when the owner becomes a viewer', async () => {
    const { id } = await filled('team_view')
    const demoted: Actor = { ...ann, role: 'viewer' }
    expect(seen(await boardFor(db, demoted, id)).can).toEqual({
      edit: false,
      manage: false,
      hide: false,
      transfer: false,
    })
    await expect(changeBoard(studio, demoted, id, { name: 'Still mine' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('is made private by its owner only: to an admin it would be gone', async () => {
    const { id } = await filled('team_edit')
    await expect(changeBoard(studio, admin, id, { access: 'private' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await changeBoard(studio, admin, id, { access: 'team_view' })).access).toBe('team_view')
    announced = []
    await changeBoard(studio, ann, id, { access: 'private' })
    // Whoever saw it until now is told once more.
    expect(announced).toEqual([{ type: 'board', id, to: null }])
    await changeBoard(studio, ann, id, { name: 'Secret' })
    expect(announced.at(-1)).toEqual({ type: 'board', id, to: [ann.personId] })
    expect((await logOf(id)).map(({ targetName }) => targetName)).not.toContain('Secret')
  })

  it('attack: another’s private picture put on a board by its id', async () => {
    const { id } = await make('team_edit')
    const [secret = ''] = await addPictures(db, ann, { private: true })
    const [open = ''] = await addPictures(db, ann)
    await expect(addToBoard(studio, ben, id, [secret])).rejects.toMatchObject({ code: 'not_found' })
    await expect(addToBoard(studio, admin, id, [secret])).rejects.toMatchObject({ code: 'not_found' })
    await expect(addToBoard(studio, ben, id, [nobodys])).rejects.toMatchObject({ code: 'not_found' })
    expect(await addToBoard(studio, ben, id, [secret, open])).toEqual({ added: 1, already: 0, missing: 1 })
    expect(await boardsOfImage(db, ben, secret)).toBeNull()
    expect(await shown(id, ann)).toEqual([open])
  })

  it('a private picture on a team board is shown, counted and the cover for its maker alone', async () => {
    const { id } = await make('team_edit')
    const [open = ''] = await addPictures(db, ann)
    const [secret = ''] = await addPictures(db, ann, { private: true, madeAt: new Date('2026-11-02') })
    await addToBoard(studio, ann, id, [secret, open])
    await changeBoard(studio, ann, id, { coverImageId: secret })
    const forAnn = seen(await boardFor(db, ann, id))
    expect([forAnn.count, forAnn.cover.map((picture) => picture.id)]).toEqual([2, [secret, open]])
    for (const actor of [ben, admin, viewer]) {
      const theirs = seen(await boardFor(db, actor, id))
      expect([theirs.count, theirs.cover.map((picture) => picture.id)]).toEqual([1, [open]])
      expect(await shown(id, actor)).toEqual([open])
    }
    await expect(changeBoard(studio, admin, id, { coverImageId: secret })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(orderBoard(studio, ben, id, { imageId: secret, before: open })).rejects.toMatchObject({
      code: 'not_found',
    })
    await removeFromBoard(studio, ben, id, [secret])
    expect(await shown(id, ann)).toEqual([secret, open])
  })

  it('does not show pictures and runs in the trash, and shows them in their place when they come back', async () => {
    const { id, pictures } = await filled('team_view')
    const [first = '', second = '', third = ''] = pictures
    await db.update(images).set({ deletedAt: now }).where(eq(images.id, second))
    expect(await shown(id, ann)).toEqual([first, third])
    expect(seen(await boardFor(db, ann, id)).count).toBe(2)
    await db.update(images).set({ deletedAt: null }).where(eq(images.id, second))
    expect(await shown(id, ann)).toEqual([first, second, third])
    const [row] = await db.select().from(images).where(eq(images.id, first))
    await db
      .update(generations)
      .set({ deletedAt: now })
      .where(eq(generations.id, row?.generationId ?? ''))
    expect(await shown(id, ann)).toEqual([])
    expect(seen(await boardFor(db, ann, id))).toMatchObject({ count: 0, cover: [] })
  })

  it('takes pictures twice without a difference, also at once', async () => {
    const { id, pictures } = await filled('team_edit', 2)
    const more = await addPictures(db, ben, { n: 3 })
    const answers = await Promise.all([
      addToBoard(studio, ann, id, [...pictures, ...more]),
      addToBoard(studio, ben, id, [...more, ...pictures, ...more]),
    ])
    expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(3)
    expect(await shown(id, viewer)).toEqual([...pictures, ...more])
    announced = []
    expect(await addToBoard(studio, ann, id, pictures)).toEqual({ added: 0, already: 2, missing: 0 })
    expect(announced).toEqual([])
  })

  it('is ordered by hand by everyone who may edit it', async () => {
    const { id, pictures } = await filled('team_edit', 4)
    const [a = '', b = '', c = '', d = ''] = pictures
    await orderBoard(studio, ben, id, { imageId: d, before: b })
    expect(await shown(id, ann)).toEqual([a, d, b, c])
    await orderBoard(studio, ben, id, { imageId: a, before: null })
    expect(await shown(id, ann)).toEqual([d, b, c, a])
    await orderBoard(studio, ann, id, { imageId: c, before: d })
    expect(await shown(id, ann)).toEqual([c, d, b, a])
    await orderBoard(studio, ann, id, { imageId: c, before: c })
    expect(await shown(id, ann)).toEqual([c, d, b, a])
    expect(announced).toContainEqual({ type: 'board', id, to: null })
    const [elsewhere = ''] = await addPictures(db, ann)
    for (const input of [
      { imageId: elsewhere, before: a },
      { imageId: a, before: elsewhere },
      { imageId: nobodys, before: null },
    ]) {
      await expect(orderBoard(studio, ann, id, input)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('keeps its order however often pictures are put between the same two', async () => {
    const { id, pictures } = await filled('team_edit', 4)
    const [a = '', b = '', c = '', d = ''] = pictures
    // Each move halves the gap before `d`: floating point has about fifty halvings between two whole numbers.
    let expected = [a, b, c, d]
    for (let move = 0; move < 130; move++) {
      const moved = expected[move % 2 === 0 ? 1 : 0] ?? ''
      await orderBoard(studio, ann, id, { imageId: moved, before: d })
      expected = [...expected.filter((each) => each !== moved && each !== d), moved, d]
    }
    expect(await shown(id, ann)).toEqual(expected)
    const rows = await db.select().from(boardImages).where(eq(boardImages.boardId, id))
    expect(new Set(rows.map(({ position }) => position)).size).toBe(4)
  })

  it('numbers the pictures afresh where no place is left between two neighbours', async () => {
    const { id, pictures } = await filled('team_edit')
    const [a = '', b = '', c = ''] = pictures
    const place = async (imageId: string, position: number) =>
      db
        .update(boardImages)
        .set({ position })
        .where(and(eq(boardImages.boardId, id), eq(boardImages.imageId, imageId)))
    await place(a, 1)
    await place(b, 1 + Number.EPSILON)
    await orderBoard(studio, ann, id, { imageId: c, before: b })
    expect(await shown(id, ann)).toEqual([a, c, b])
  })

  it.each(['hand', 'date'] as const)(
    'pages by keyset in the order by %s, in the order it began with',
    async (sort) => {
      const { id, pictures } = await filled('team_view', 7)
      await changeBoard(studio, ann, id, { sort })
      const met: string[] = []
      let cursor: string | null = null
      do {
        const page = await boardImagesPage(db, ann, {
          boardId: id,
          cursor: decodeBoardCursor(cursor),
          limit: 3,
        })
        met.push(...(page?.items.map((item) => item.id) ?? []))
        cursor = page?.nextCursor ?? null
        if (met.length === 3) await changeBoard(studio, ann, id, { sort: sort === 'hand' ? 'date' : 'hand' })
      } while (cursor !== null)
      expect(met).toEqual(sort === 'hand' ? pictures : pictures.toReversed())
    },
  )

  it('keeps its pictures as they are while it is archived', async () => {
    const { id, pictures } = await filled('team_edit')
    const archived = await changeBoard(studio, ann, id, { archived: true })
    expect(archived.archivedAt).not.toBeNull()
    expect(archived.can).toEqual({ edit: false, manage: true, hide: true, transfer: true })
    await expect(addToBoard(studio, ben, id, pictures)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await shown(id, ben)).toEqual(pictures)
    expect((await changeBoard(studio, ann, id, { archived: false })).can.edit).toBe(true)
  })

  it('is gone when deleted, for everybody, and comes back whole', async () => {
    const { id, pictures } = await filled('team_edit')
    await deleteBoard(studio, ann, id)
    for (const actor of [ann, ben, admin]) {
      expect(await boardFor(db, actor, id)).toBeNull()
      expect(await shown(id, actor)).toBeUndefined()
      expect((await boardsOfImage(db, actor, pictures[0] ?? ''))?.map((board) => board.id)).not.toContain(id)
    }
    await expect(addToBoard(studio, ann, id, pictures)).rejects.toMatchObject({ code: 'not_found' })
    await expect(restoreBoard(studio, ben, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await restoreBoard(studio, admin, id)).count).toBe(3)
    expect(await shown(id, ben)).toEqual(pictures)
    // Undo sent twice is undo.
    expect((await restoreBoard(studio, ann, id)).count).toBe(3)
    expect((await logOf(id)).map(({ action }) => action)).toEqual([
      'board.made',
      'board.changed',
      'board.changed',
      'board.deleted',
      'board.restored',
    ])
  })

  it('takes pictures back to the places they were taken from', async () => {
    const { id, pictures } = await filled('team_edit', 5)
    const [a = '', b = '', c = '', d = '', e = ''] = pictures
    await orderBoard(studio, ann, id, { imageId: e, before: b })
    const { places } = await removeFromBoard(studio, ben, id, [a, b, d, nobodys])
    expect(Object.keys(places).sort()).toEqual([a, b, d].sort())
    expect(await shown(id, viewer)).toEqual([e, c])
    expect(await addToBoard(studio, ben, id, [d, b, a], places)).toEqual({ added: 3, already: 0, missing: 0 })
    expect(await shown(id, viewer)).toEqual([a, e, b, c, d])
    // Asked once more it moves nothing; one that had no place comes to the end.
    await orderBoard(studio, ann, id, { imageId: a, before: null })
    const [other = ''] = await addPictures(db, ann)
    await addToBoard(studio, ben, id, [other, a], places)
    expect(await shown(id, viewer)).toEqual([e, b, c, d, a, other])
  })

  it('takes pictures back beside those that took their places meanwhile', async () => {
    const { id, pictures } = await filled('team_edit', 4)
    const [a = '', b = '', c = '', d = ''] = pictures
    const { places } = await removeFromBoard(studio, ann, id, [b])
    // Halfway between its neighbours is where it was.
    await orderBoard(studio, ann, id, { imageId: d, before: c })
    await addToBoard(studio, ann, id, [b], places)
    expect(await shown(id, viewer)).toEqual([a, b, d, c])
    const rows = await db.select().from(boardImages).where(eq(boardImages.boardId, id))
    expect(new Set(rows.map(({ position }) => position)).size).toBe(4)
    // All others have gone, or went elsewhere.
    const gone = await removeFromBoard(studio, ann, id, pictures)
    expect(await shown(id, viewer)).toEqual([])
    await addToBoard(studio, ann, id, [c])
    await addToBoard(studio, ann, id, pictures, gone.places)
    expect((await shown(id, viewer))?.sort()).toEqual(pictures.sort())
    expect((await shown(id, viewer))?.filter((each) => each !== c)).toEqual([a, b, d])
  })

  it('takes only places that a board can have', () => {
    const imageIds = [nobodys]
    expect(boardAddInput.safeParse({ imageIds, places: { [nobodys]: -1.5 } }).success).toBe(true)
    for (const place of [1e300, Number.NaN, null, '1']) {
      expect(boardAddInput.safeParse({ imageIds, places: { [nobodys]: place } }).success).toBe(false)
    }
    expect(boardAddInput.safeParse({ imageIds, places: { nothing: 1 } }).success).toBe(false)
  })

  it('has the cover that was chosen while it is on the board, else the first picture', async () => {
    const { id, pictures } = await filled('team_edit')
    const [a = '', b = '', c = ''] = pictures
    const cover = async () => seen(await boardFor(db, viewer, id)).cover.map((picture) => picture.id)
    expect(await cover()).toEqual([a, b, c])
    await changeBoard(studio, admin, id, { coverImageId: c })
    expect(await cover()).toEqual([c, a, b])
    const { places } = await removeFromBoard(studio, ben, id, [c])
    expect(await cover()).toEqual([a, b])
    await addToBoard(studio, ben, id, [c], places)
    expect(await cover()).toEqual([c, a, b])
    await changeBoard(studio, admin, id, { coverImageId: null })
    expect(await cover()).toEqual([a, b, c])
    await changeBoard(studio, admin, id, { coverImageId: c })
    await changeBoard(studio, ann, id, { sort: 'date' })
    expect(await cover()).toEqual([c, b, a])
    const [elsewhere = ''] = await addPictures(db, ann)
    await expect(changeBoard(studio, ann, id, { coverImageId: elsewhere })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('tells which boards a picture is on, of those one sees', async () => {
    const [picture = ''] = await addPictures(db, ann)
    const mine = await make('private', ann, 'A private one')
    const team = await make('team_view', ann, 'B for all')
    for (const board of [mine, team]) await addToBoard(studio, ann, board.id, [picture])
    expect((await boardsOfImage(db, ann, picture))?.map(({ name }) => name)).toEqual([
      'A private one',
      'B for all',
    ])
    expect((await boardsOfImage(db, ben, picture))?.map(({ name }) => name)).toEqual(['B for all'])
    expect(await boardsOfImage(db, ben, nobodys)).toBeNull()
  })

  it('keeps who owns it when the account ends', async () => {
    const leaver = await addPerson(db)
    const { id } = await make('team_edit', leaver)
    await db.update(people).set({ removedAt: now }).where(eq(people.id, leaver.personId))
    expect(seen(await boardFor(db, ben, id)).owner.id).toBe(leaver.personId)
    await transferBoard(studio, admin, id, ben.personId)
    const [row] = await db.select().from(boards).where(eq(boards.id, id))
    expect(row?.ownerId).toBe(ben.personId)
  })
})

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, boards, generations, images, people, shares } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { tokenHash } from '#lib/tokens.ts'
import { livingShare } from './data.ts'
import { sharedPicture, sharedPictures } from './pictures.data.ts'
import { SHARE_LIMITS, shareInput } from './schema.ts'
import { changeShare, listShares, makeShare, revokeShare, rotateShare } from './service.ts'
import { shareFixtures, shareOf } from './testing.ts'

const ORIGIN = 'https://studio.example'
const failing = (code: string) => expect.objectContaining({ name: 'AppError', code })

describeEachDatabase('share links', (fresh) => {
  let db: Db
  let fixtures: ReturnType<typeof shareFixtures>
  let now = new Date('2026-11-22T10:00:00.000Z')
  const studio = () => ({ db, now: () => now })
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    const blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
    fixtures = shareFixtures(db, blobs, now)
  })

  const make = async (
    ...[actor, input]: [Parameters<typeof makeShare>[1], Parameters<typeof shareOf>[0]]
  ) => {
    const { share, url } = await makeShare(studio(), actor, shareOf(input), ORIGIN)
    return { ...share, url, token: url.slice(`${ORIGIN}/s/`.length) }
  }
  const living = (token: string) => livingShare(db, tokenHash(token), now)
  /** The hashes a link shows now, in order; `null` where there is no link. */
  async function shows(token: string): Promise<string[] | null> {
    const share = await living(token)
    return share && (await sharedPictures(db, share)).map(({ sha256 }) => sha256)
  }
  const audited = async (id: string) =>
    (
      await db.select().from(auditEntries).where(eq(auditEntries.targetId, id)).orderBy(desc(auditEntries.at))
    ).map(({ action }) => action)

  it('keeps a chosen set in the order given, and only a hash of its token', async () => {
    const ada = await fixtures.person()
    const [a, b, c] = [await fixtures.picture(ada), await fixtures.picture(ada), await fixtures.picture(ada)]
    const made = await make(ada, {
      imageIds: [c.id, a.id, b.id, a.id],
      title: 'Round two',
      password: 'bananas',
    })
    expect(made).toMatchObject({ kind: 'images', count: 3, state: 'active', hasPassword: true, views: 0 })
    expect(made.cover.map(({ id }) => id)).toEqual([c.id, a.id, b.id])
    expect(made.token).toMatch(/^[\w-]{43}$/)
    expect(await shows(made.token)).toEqual([c.sha256, a.sha256, b.sha256])
    const [row] = await db.select().from(shares).where(eq(shares.id, made.id))
    expect(JSON.stringify(row)).not.toContain(made.token)
    expect(JSON.stringify(row)).not.toContain('bananas')
    expect(row?.tokenHash).toBe(tokenHash(made.token))
    expect(await audited(made.id)).toEqual(['share.made'])
  })

  it('gives a colleague’s team picture and one’s own private one, but no private picture of somebody else', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const own = await fixtures.picture(ada, { private: true })
    const team = await fixtures.picture(ben)
    const hidden = await fixtures.picture(ben, { private: true })
    const made = await make(ada, { imageIds: [own.id, team.id] })
    expect(await shows(made.token)).toEqual([own.sha256, team.sha256])
    await expect(make(ada, { imageIds: [own.id, hidden.id] })).rejects.toThrow(failing('not_found'))
    await expect(make(ada, { imageIds: [randomUUID()] })).rejects.toThrow(failing('not_found'))
    const admin = await fixtures.person('admin')
    await expect(make(admin, { imageIds: [hidden.id] })).rejects.toThrow(failing('not_found'))
  })

  it('makes no link for a viewer', async () => {
    const [viewer, ada] = [await fixtures.person('viewer'), await fixtures.person()]
    const team = await fixtures.picture(ada)
    await expect(make(viewer, { imageIds: [team.id] })).rejects.toThrow(failing('forbidden'))
  })

  it('loses what goes to the trash or is made private, and keeps the numbers of the rest', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const [a, b, c] = [await fixtures.picture(ada), await fixtures.picture(ben), await fixtures.picture(ada)]
    const made = await make(ada, { imageIds: [a.id, b.id, c.id] })
    await db.update(images).set({ deletedAt: now }).where(eq(images.id, a.id))
    expect(await shows(made.token)).toEqual([b.sha256, c.sha256])
    await db.update(generations).set({ private: true }).where(eq(generations.id, b.generationId))
    await db.update(generations).set({ private: true }).where(eq(generations.id, c.generationId))
    expect(await shows(made.token), 'one’s own private picture was chosen').toEqual([c.sha256])
    const share = await living(made.token)
    if (!share) throw new Error('the link is gone')
    expect((await sharedPicture(db, share, 3))?.sha256).toBe(c.sha256)
    for (const n of [0, 1, 2, 4, -1]) expect(await sharedPicture(db, share, n)).toBeNull()
    await db.update(generations).set({ deletedAt: now }).where(eq(generations.id, c.generationId))
    expect(await shows(made.token)).toEqual([])
  })

  it('follows a live board, and keeps a snapshot as it was', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const [a, b, c] = [await fixtures.picture(ada), await fixtures.picture(ben), await fixtures.picture(ada)]
    const own = await fixtures.picture(ada, { private: true })
    const hidden = await fixtures.picture(ben, { private: true })
    const boardId = await fixtures.board(ada, [b.id, hidden.id, own.id, a.id], { access: 'team_edit' })
    const live = await make(ada, { kind: 'board', boardId })
    const snapshot = await make(ada, { kind: 'board_snapshot', boardId })
    const before = [b.sha256, own.sha256, a.sha256]
    expect(await shows(live.token)).toEqual(before)
    expect(await shows(snapshot.token)).toEqual(before)
    expect([live.count, snapshot.count, live.board?.id, snapshot.board?.name]).toEqual([
      3,
      3,
      boardId,
      'Campaign',
    ])

    await fixtures.addToBoard(ben, boardId, [c.id], 10)
    expect(await shows(live.token)).toEqual([...before, c.sha256])
    expect(await shows(snapshot.token)).toEqual(before)
    await db.update(boards).set({ sort: 'date' }).where(eq(boards.id, boardId))
    expect(await shows(live.token)).toEqual([own.sha256, c.sha256, b.sha256, a.sha256])
    const share = await living(live.token)
    expect(share && (await sharedPicture(db, share, 2))?.sha256).toBe(c.sha256)

    await db.update(boards).set({ deletedAt: now }).where(eq(boards.id, boardId))
    expect(await shows(live.token)).toBeNull()
    expect(await shows(snapshot.token)).toBeNull()
  })

  it('share link made for somebody else’s board: refused', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const admin = await fixtures.person('admin')
    const picture = await fixtures.picture(ada)
    const board = (access: 'private' | 'team_view' | 'team_edit') =>
      fixtures.board(ada, [picture.id], { access })
    const [closed, seen, edited] = [
      await board('private'),
      await board('team_view'),
      await board('team_edit'),
    ]
    for (const kind of ['board', 'board_snapshot'] as const) {
      await expect(make(ben, { kind, boardId: edited })).rejects.toThrow(failing('forbidden'))
      await expect(make(ben, { kind, boardId: seen })).rejects.toThrow(failing('forbidden'))
      await expect(make(ben, { kind, boardId: closed })).rejects.toThrow(failing('not_found'))
      await expect(make(ben, { kind, boardId: randomUUID() })).rejects.toThrow(failing('not_found'))
      await expect(make(admin, { kind, boardId: closed })).rejects.toThrow(failing('not_found'))
    }
    const made = await make(admin, { kind: 'board', boardId: edited })
    expect(await shows(made.token)).toEqual([picture.sha256])
    await db.update(boards).set({ access: 'private' }).where(eq(boards.id, edited))
    expect(await shows(made.token), 'its maker does not see the board any more').toBeNull()
  })

  it('says what is missing or impossible in a request', async () => {
    const ada = await fixtures.person()
    const picture = await fixtures.picture(ada)
    const empty = await fixtures.board(ada, [])
    await expect(make(ada, { kind: 'board' })).rejects.toThrow(failing('invalid_input'))
    await expect(make(ada, {})).rejects.toThrow(failing('invalid_input'))
    await expect(make(ada, { kind: 'board_snapshot', boardId: empty })).rejects.toThrow(
      failing('invalid_input'),
    )
    await expect(make(ada, { imageIds: [picture.id], expiresAt: later(-1) })).rejects.toThrow(
      expect.objectContaining({ field: 'expiresAt' }),
    )
    const valid = shareOf({ imageIds: [picture.id] })
    expect(shareInput.safeParse(valid).success).toBe(true)
    for (const wrong of [
      { imageIds: [] },
      { imageIds: Array(SHARE_LIMITS.images + 1).fill(picture.id) },
      { title: 'nul\0' },
      { note: 'x'.repeat(SHARE_LIMITS.noteChars + 1) },
      { password: 'short' },
      { expiresAt: 'tomorrow' },
    ]) {
      expect(shareInput.safeParse({ ...valid, ...wrong }).success, JSON.stringify(wrong).slice(0, 60)).toBe(
        false,
      )
    }
  })

  it('ends at its expiry, and can be given more time', async () => {
    const ada = await fixtures.person()
    const picture = await fixtures.picture(ada)
    const made = await make(ada, { imageIds: [picture.id], expiresAt: later(1) })
    expect(await shows(made.token)).toEqual([picture.sha256])
    const begin = now
    now = new Date(later(1))
    expect(await shows(made.token)).toBeNull()
    expect((await listShares(studio(), ada, { all: false }))[0]).toMatchObject({
      id: made.id,
      state: 'expired',
    })
    await changeShare(studio(), ada, made.id, { expiresAt: later(7) })
    expect(await shows(made.token)).toEqual([picture.sha256])
    now = begin
  })

  it('is changed and revoked by its maker and by admins, and rotated by its maker alone', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const admin = await fixtures.person('admin')
    const picture = await fixtures.picture(ada)
    const made = await make(ada, { imageIds: [picture.id] })
    for (const act of [
      () => changeShare(studio(), ben, made.id, { title: 'Mine now' }),
      () => revokeShare(studio(), ben, made.id),
      () => rotateShare(studio(), ben, made.id, ORIGIN),
      () => revokeShare(studio(), admin, randomUUID()),
    ]) {
      await expect(act()).rejects.toThrow(failing('not_found'))
    }
    await expect(rotateShare(studio(), admin, made.id, ORIGIN)).rejects.toThrow(failing('forbidden'))
    expect(await changeShare(studio(), admin, made.id, { note: 'Please look by Friday' })).toMatchObject({
      note: 'Please look by Friday',
      title: '',
      maker: { id: ada.personId },
    })

    const rotated = await rotateShare(studio(), ada, made.id, ORIGIN)
    expect(rotated.url).not.toBe(made.url)
    expect(await shows(made.token)).toBeNull()
    const token = rotated.url.slice(`${ORIGIN}/s/`.length)
    expect(await shows(token)).toEqual([picture.sha256])

    expect(await revokeShare(studio(), admin, made.id)).toMatchObject({ state: 'revoked' })
    expect(await shows(token)).toBeNull()
    await revokeShare(studio(), ada, made.id)
    await expect(changeShare(studio(), ada, made.id, { title: 'Back' })).rejects.toThrow(
      failing('share_revoked'),
    )
    await expect(rotateShare(studio(), ada, made.id, ORIGIN)).rejects.toThrow(failing('share_revoked'))
    expect((await audited(made.id)).toSorted()).toEqual([
      'share.changed',
      'share.made',
      'share.revoked',
      'share.rotated',
    ])
  })

  it('moves its secret with every change of the password', async () => {
    const ada = await fixtures.person()
    const made = await make(ada, { imageIds: [(await fixtures.picture(ada)).id], password: 'bananas' })
    const version = async () => (await living(made.token))?.secretVersion
    expect(await version()).toBe(1)
    await changeShare(studio(), ada, made.id, { title: 'New title' })
    expect(await version()).toBe(1)
    expect(await changeShare(studio(), ada, made.id, { password: 'oranges' })).toMatchObject({
      hasPassword: true,
    })
    expect(await version()).toBe(2)
    expect(await changeShare(studio(), ada, made.id, { password: null })).toMatchObject({
      hasPassword: false,
    })
    expect(await version()).toBe(3)
  })

  it('stops with its maker’s account, and comes back with it', async () => {
    const ada = await fixtures.person()
    const picture = await fixtures.picture(ada)
    const made = await make(ada, { imageIds: [picture.id] })
    const set = (change: Partial<typeof people.$inferInsert>) =>
      db.update(people).set(change).where(eq(people.id, ada.personId))
    await set({ suspendedAt: now })
    expect(await shows(made.token)).toBeNull()
    await set({ suspendedAt: null })
    expect(await shows(made.token)).toEqual([picture.sha256])
    await set({ removedAt: now })
    expect(await shows(made.token)).toBeNull()
  })

  it('lists one’s own links, and everybody’s to admins alone, without private pictures or boards of others', async () => {
    const [ada, ben] = [await fixtures.person(), await fixtures.person()]
    const admin = await fixtures.person('admin')
    const [team, hidden] = [await fixtures.picture(ada), await fixtures.picture(ada, { private: true })]
    const first = await make(ada, { imageIds: [hidden.id, team.id] })
    const boardId = await fixtures.board(ada, [hidden.id, team.id], { access: 'private' })
    const second = await make(ada, { kind: 'board', boardId })
    now = new Date(now.getTime() + 1000)
    const third = await make(ben, { imageIds: [team.id] })

    const own = await listShares(studio(), ada, { all: false })
    expect(own.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted())
    expect(own.map(({ count }) => count)).toEqual([2, 2])
    await expect(listShares(studio(), ada, { all: true })).rejects.toThrow(failing('forbidden'))
    const all = await listShares(studio(), admin, { all: true })
    expect(all[0]?.id).toBe(third.id)
    for (const { id } of [first, second]) {
      const seen = all.find((share) => share.id === id)
      expect(seen).toMatchObject({ count: 1, cover: [{ id: team.id }], board: null })
    }
    expect(await listShares(studio(), admin, { all: false })).toEqual([])
  })
})

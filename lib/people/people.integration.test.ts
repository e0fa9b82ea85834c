import { desc, eq, inArray } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import type { Role } from '#lib/accounts/roles.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import { addPerson, addPictures } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import {
  apiKeys,
  auditEntries,
  boards,
  credentials,
  invites,
  passwordLinks,
  people,
  sessions,
  shares,
} from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { makeInvite } from '#lib/invites/service.ts'
import { makePasswordLink } from '#lib/password-links/service.ts'
import type { Actor } from '#lib/studio.ts'
import { listPeople, listPersonRefs } from './data.ts'
import { personChange } from './schema.ts'
import { changePerson, removePerson, signPersonOut } from './service.ts'
import { peopleStudio } from './testing.ts'

const nobodys = '11111111-0000-4000-8000-000000000000'

describeEachDatabase('people', (fresh) => {
  let db: Db
  let studio: ReturnType<typeof peopleStudio>
  let owner: Actor
  let admin: Actor

  beforeAll(async () => {
    db = (await fresh()).database.db
  })
  beforeEach(async () => {
    await db.update(people).set({ role: 'viewer', removedAt: new Date() })
    studio = peopleStudio(db)
    owner = await addPerson(db, 'owner')
    admin = await addPerson(db, 'admin')
  })

  const rowOf = async ({ personId }: Actor) => {
    const [row] = await db.select().from(people).where(eq(people.id, personId))
    if (!row) throw new Error('the person is not there')
    return row
  }
  const roleOf = async (actor: Actor) => (await rowOf(actor)).role
  const logOf = async (actor: Actor) =>
    db
      .select({ action: auditEntries.action, by: auditEntries.personId, details: auditEntries.details })
      .from(auditEntries)
      .where(eq(auditEntries.targetId, actor.personId))
      .orderBy(desc(auditEntries.at), desc(auditEntries.id))
  async function signedIn(role: Role = 'member') {
    const person = await addPerson(db, role, { email: `${crypto.randomUUID()}@bunch.example` })
    const now = studio.now()
    const { personId } = person
    const id = () => crypto.randomUUID()
    await db.insert(sessions).values([
      { id: id(), personId, token: id(), expiresAt: now, createdAt: now, updatedAt: now },
      { id: id(), personId, token: id(), expiresAt: now, createdAt: now, updatedAt: now },
    ])
    await db.transaction((tx) => setPassword(tx, { personId, password: 'a hash', now }))
    await db
      .insert(apiKeys)
      .values({ id: id(), personId, name: 'script', tokenHash: id(), hint: 'abcd', createdAt: now })
    return person
  }
  const countOf = async (table: typeof sessions | typeof credentials | typeof apiKeys, { personId }: Actor) =>
    (await db.select().from(table).where(eq(table.personId, personId))).length

  describe('roles', () => {
    test('an admin changes the role of others; it is told and written down', async () => {
      const ben = await addPerson(db)
      const changed = await changePerson(studio, admin, ben.personId, { role: 'viewer' })
      expect(changed).toMatchObject({ id: ben.personId, role: 'viewer', suspended: false })
      expect(studio.announced).toEqual([{ type: 'person', id: ben.personId }])
      expect(await logOf(ben)).toEqual([
        { action: 'person.role_changed', by: admin.personId, details: { from: 'member', to: 'viewer' } },
      ])
    })

    test('the same role again changes nothing and tells nobody', async () => {
      const ben = await addPerson(db)
      await changePerson(studio, admin, ben.personId, { role: 'member', suspended: false })
      expect(studio.announced).toEqual([])
      expect(await logOf(ben)).toEqual([])
    })

    test('an owner makes another owner and may then step down', async () => {
      const ben = await addPerson(db)
      await changePerson(studio, owner, ben.personId, { role: 'owner' })
      await changePerson(studio, owner, owner.personId, { role: 'member' })
      expect([await roleOf(ben), await roleOf(owner)]).toEqual(['owner', 'member'])
    })

    test('privilege escalation: an admin makes no owner, of themselves or of others', async () => {
      const ben = await addPerson(db)
      for (const target of [ben, admin]) {
        await expect(changePerson(studio, admin, target.personId, { role: 'owner' })).rejects.toMatchObject({
          code: 'forbidden',
        })
      }
      expect([await roleOf(ben), await roleOf(admin)]).toEqual(['member', 'admin'])
    })

    test('privilege escalation: an admin touches no owner', async () => {
      const second = await addPerson(db, 'owner')
      const forbidden = { code: 'forbidden' }
      const id = second.personId
      await expect(changePerson(studio, admin, id, { role: 'member' })).rejects.toMatchObject(forbidden)
      await expect(changePerson(studio, admin, id, { suspended: true })).rejects.toMatchObject(forbidden)
      await expect(removePerson(studio, admin, id)).rejects.toMatchObject(forbidden)
      await expect(signPersonOut(studio, admin, id)).rejects.toMatchObject(forbidden)
      await expect(makePasswordLink(studio, admin, id)).rejects.toMatchObject(forbidden)
      expect(await rowOf(second)).toMatchObject({ role: 'owner', suspendedAt: null, removedAt: null })
    })

    test.each(['member', 'viewer'] as const)('a %s finds nobody to administer', async (role) => {
      const self = await addPerson(db, role)
      const missing = { code: 'not_found' }
      await expect(changePerson(studio, self, self.personId, { role: 'admin' })).rejects.toMatchObject(
        missing,
      )
      await expect(removePerson(studio, self, admin.personId)).rejects.toMatchObject(missing)
      await expect(signPersonOut(studio, self, admin.personId)).rejects.toMatchObject(missing)
      await expect(listPeople(db, self)).rejects.toMatchObject(missing)
    })

    test('a role that was lost a moment ago counts for nothing, whatever the request was told', async () => {
      const ben = await addPerson(db)
      await changePerson(studio, owner, admin.personId, { role: 'member' })
      const stale = actorOf(admin.personId, 'admin')
      await expect(changePerson(studio, stale, ben.personId, { role: 'viewer' })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(makeInvite(studio, stale, { role: 'admin' }, 'en')).rejects.toMatchObject({
        code: 'not_found',
      })
    })

    test('mass assignment: nothing but role and suspension can be sent', () => {
      for (const more of [{ email: 'x@y.example' }, { removedAt: null }, { id: nobodys }, { name: 'x' }]) {
        expect(personChange.safeParse({ role: 'member', ...more }).success).toBe(false)
      }
      expect(personChange.safeParse({ role: 'root' }).success).toBe(false)
    })

    test('an id that nobody has is not there', async () => {
      await expect(changePerson(studio, owner, nobodys, { role: 'admin' })).rejects.toMatchObject({
        code: 'not_found',
      })
    })
  })

  describe('the last owner', () => {
    test('cannot be demoted, suspended or removed', async () => {
      const last = { code: 'last_owner' }
      const id = owner.personId
      await expect(changePerson(studio, owner, id, { role: 'admin' })).rejects.toMatchObject(last)
      await expect(changePerson(studio, owner, id, { suspended: true })).rejects.toMatchObject(last)
      await expect(removePerson(studio, owner, id)).rejects.toMatchObject(last)
      expect(await rowOf(owner)).toMatchObject({ role: 'owner', suspendedAt: null, removedAt: null })
    })

    test('an owner who is suspended does not count', async () => {
      const resting = await addPerson(db, 'owner', { suspendedAt: new Date() })
      await expect(changePerson(studio, owner, owner.personId, { role: 'admin' })).rejects.toMatchObject({
        code: 'last_owner',
      })
      await removePerson(studio, owner, resting.personId)
    })

    test.each([
      ['demote', (by: Actor, whom: Actor) => changePerson(studio, by, whom.personId, { role: 'admin' })],
      ['suspend', (by: Actor, whom: Actor) => changePerson(studio, by, whom.personId, { suspended: true })],
      ['remove', (by: Actor, whom: Actor) => removePerson(studio, by, whom.personId)],
      [
        'demote themselves, not each other',
        (by: Actor) => changePerson(studio, by, by.personId, { role: 'admin' }),
      ],
    ])('two owners who %s each other at once leave one', async (_, act) => {
      const second = await addPerson(db, 'owner')
      const ends = await Promise.allSettled([act(owner, second), act(second, owner)])
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const left = await db
        .select()
        .from(people)
        .where(inArray(people.id, [owner.personId, second.personId]))
      expect(
        left.filter(({ role, suspendedAt, removedAt }) => role === 'owner' && !suspendedAt && !removedAt),
      ).toHaveLength(1)
    })
  })

  describe('suspension', () => {
    test('sessions that outlive a ban: they end with it, the way back stays', async () => {
      const ben = await signedIn()
      const changed = await changePerson(studio, admin, ben.personId, { suspended: true })
      expect(changed.suspended).toBe(true)
      expect(await countOf(sessions, ben)).toBe(0)
      expect(await countOf(credentials, ben)).toBe(1)
      expect(studio.announced).toContainEqual({ type: 'person', id: ben.personId })
      await changePerson(studio, admin, ben.personId, { suspended: false })
      expect((await rowOf(ben)).suspendedAt).toBeNull()
      expect((await logOf(ben)).map(({ action }) => action).sort()).toEqual([
        'person.restored',
        'person.suspended',
      ])
    })

    test('nobody suspends or removes themselves', async () => {
      const yourself = { code: 'not_yourself' }
      const id = admin.personId
      await expect(changePerson(studio, admin, id, { suspended: true })).rejects.toMatchObject(yourself)
      await expect(removePerson(studio, admin, id)).rejects.toMatchObject(yourself)
    })

    test('who is suspended administers nobody', async () => {
      const ben = await addPerson(db)
      await changePerson(studio, owner, admin.personId, { suspended: true })
      await expect(removePerson(studio, admin, ben.personId)).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  test('signing out ends every session and nothing else', async () => {
    const ben = await signedIn()
    await signPersonOut(studio, admin, ben.personId)
    expect([
      await countOf(sessions, ben),
      await countOf(credentials, ben),
      await countOf(apiKeys, ben),
    ]).toEqual([0, 1, 1])
    expect((await logOf(ben)).map(({ action }) => action)).toEqual(['person.signed_out_by_admin'])
  })

  test.each([
    ['demoted', (id: string) => changePerson(studio, owner, id, { role: 'member' })],
    ['suspended', (id: string) => changePerson(studio, owner, id, { suspended: true })],
    ['removed', (id: string) => removePerson(studio, owner, id)],
  ])('links that outlive a role loss: who is %s comes back by none they kept', async (_, act) => {
    const ben = await addPerson(db)
    const { invite } = await makeInvite(studio, admin, { role: 'admin' }, 'en')
    await makePasswordLink(studio, admin, ben.personId)
    await act(admin.personId)
    const [kept] = await db.select().from(invites).where(eq(invites.id, invite.id))
    expect(kept?.revokedAt).not.toBeNull()
    expect(await db.select().from(passwordLinks).where(eq(passwordLinks.personId, ben.personId))).toEqual([])
  })

  describe('removal', () => {
    test('sessions that outlive a removal: everything one signs in with goes, the name stays', async () => {
      const ben = await signedIn()
      const before = await rowOf(ben)
      await removePerson(studio, admin, ben.personId)
      expect(await rowOf(ben)).toMatchObject({
        name: before.name,
        email: null,
        role: 'viewer',
        avatarSha256: null,
      })
      expect([
        await countOf(sessions, ben),
        await countOf(credentials, ben),
        await countOf(apiKeys, ben),
      ]).toEqual([0, 0, 0])
      expect((await listPeople(db, admin)).map(({ id }) => id)).not.toContain(ben.personId)
      expect(studio.announced).toContainEqual({ type: 'person', id: ben.personId })
      await expect(removePerson(studio, admin, ben.personId)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('the address is free again', async () => {
      const email = `${crypto.randomUUID()}@bunch.example`
      const ben = await addPerson(db, 'member', { email })
      await removePerson(studio, admin, ben.personId)
      await addPerson(db, 'member', { email })
    })

    test('share links end, and stay in the list as revoked', async () => {
      const ben = await addPerson(db)
      const at = studio.now()
      const share = { kind: 'images', allowDownload: true, showPrompt: false, showMaker: true } as const
      const [id, tokenHash] = [crypto.randomUUID(), crypto.randomUUID()]
      const dates = { createdAt: at, changedAt: at, expiresAt: null }
      await db.insert(shares).values({ ...share, ...dates, id, tokenHash, makerId: ben.personId })
      await removePerson(studio, admin, ben.personId)
      const [kept] = await db.select().from(shares).where(eq(shares.id, id))
      expect(kept?.revokedAt).not.toBeNull()
    })

    test('boards pass to who removes; only those that others saw are named in the log', async () => {
      const ben = await addPerson(db)
      const at = studio.now()
      const board = (name: string, access: 'private' | 'team_view') => ({
        id: crypto.randomUUID(),
        ownerId: ben.personId,
        name,
        access,
        createdAt: at,
        changedAt: at,
      })
      const secret = board('a secret', 'private')
      const open = board('for all', 'team_view')
      await db.insert(boards).values([secret, open])
      await removePerson(studio, admin, ben.personId)
      const passed = await db.select().from(boards).where(eq(boards.ownerId, admin.personId))
      expect(passed.map(({ name }) => name).sort()).toEqual(['a secret', 'for all'])
      expect(studio.announced).toContainEqual({ type: 'board', id: secret.id, to: [admin.personId] })
      expect(studio.announced).toContainEqual({ type: 'board', id: open.id, to: null })
      const logged = await db
        .select({ name: auditEntries.targetName })
        .from(auditEntries)
        .where(inArray(auditEntries.targetId, [secret.id, open.id]))
      expect(logged).toEqual([{ name: 'for all' }])
    })

    test('who left pictures that the team sees is still a name to filter by', async () => {
      const [shown, hidden, none] = [await addPerson(db), await addPerson(db), await addPerson(db)]
      await addPictures(db, shown)
      await addPictures(db, hidden, { private: true })
      for (const { personId } of [shown, hidden, none]) await removePerson(studio, owner, personId)
      const ids = (await listPersonRefs(db)).map(({ id }) => id)
      expect(ids).toContain(shown.personId)
      expect(ids).not.toContain(hidden.personId)
      expect(ids).not.toContain(none.personId)
      expect(ids).toContain(owner.personId)
    })
  })
})

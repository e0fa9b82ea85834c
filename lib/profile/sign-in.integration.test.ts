import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '#lib/accounts/password.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, credentials, passwordLinks, people, sessions } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import type { Change } from '#lib/events/bus.ts'
import { passwordHashOf, sessionsOf } from './data.ts'
import { changePassword, endAllSessions, endSession } from './sign-in.service.ts'

const PRESENT = 'green bananas ripen'
const NEXT = 'seven quiet dunes at noon'
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

describeEachDatabase('one’s own sign-in', (fresh) => {
  let db: Db
  const announced: Change[] = []
  const at = new Date('2026-11-22T10:00:00.000Z')
  const context = () => ({
    db,
    now: () => at,
    events: {
      announce: async (_: unknown, ...changes: Change[]) => void announced.push(...changes),
      subscribe: () => () => {},
      close: async () => {},
    },
  })

  beforeAll(async () => {
    db = (await fresh()).database.db
  })

  /** A person with a password and three sessions: this browser's, one that was used before it, and one that is over. */
  async function person() {
    const id = randomUUID()
    const [here, phone, over] = [randomUUID(), randomUUID(), randomUUID()]
    await db.insert(people).values({ id, name: 'Mei', email: `${id}@example.org` })
    await db.insert(credentials).values({
      id: randomUUID(),
      personId: id,
      providerId: 'credential',
      accountId: id,
      password: await hashPassword(PRESENT),
      createdAt: at,
      updatedAt: at,
    })
    const session = (sessionId: string, minutes: number, userAgent: string | null) => ({
      id: sessionId,
      personId: id,
      token: randomUUID(),
      expiresAt: new Date(at.getTime() + minutes * 60_000),
      ipAddress: '192.0.2.7',
      userAgent,
      createdAt: at,
      updatedAt: new Date(at.getTime() + minutes),
    })
    await db
      .insert(sessions)
      .values([session(here, 50, null), session(phone, 60, SAFARI), session(over, -1, null)])
    const actor = actorOf(id, 'member')
    return { actor, me: { name: 'Mei', email: `${id}@example.org` }, sessionId: here, here, phone, over }
  }
  type Person = Awaited<ReturnType<typeof person>>
  const open = async ({ actor, sessionId }: Person) =>
    (await sessionsOf(db, { personId: actor.personId, currentId: sessionId, now: at })).map(({ id }) => id)
  const logOf = ({ actor }: Person) =>
    db.select().from(auditEntries).where(eq(auditEntries.personId, actor.personId))
  const refused = (code: string, more = {}) => expect.objectContaining({ name: 'AppError', code, ...more })
  const knows = async ({ actor }: Person, password: string) =>
    verifyPassword((await passwordHashOf(db, actor.personId)) ?? '', password)

  test('sessions are listed with device, address and last use, this one first', async () => {
    const mei = await person()
    await person()
    const list = await sessionsOf(db, { personId: mei.actor.personId, currentId: mei.here, now: at })
    expect(list).toMatchObject([
      { id: mei.here, browser: null, system: null, current: true },
      { id: mei.phone, browser: 'Safari', system: 'iOS', address: '192.0.2.7', current: false },
    ])
    expect(JSON.stringify(list)).not.toContain('token')
  })

  test('one browser is signed out, and everywhere is everywhere', async () => {
    const mei = await person()
    announced.length = 0
    await endSession(context(), mei.actor, mei.phone)
    expect(await open(mei)).toEqual([mei.here])
    await endAllSessions(context(), mei.actor)
    expect(await open(mei)).toEqual([])
    expect(announced).toEqual(Array(2).fill({ type: 'person', id: mei.actor.personId }))
    expect(await logOf(mei)).toMatchObject([
      { action: 'session.ended', targetId: mei.phone, targetName: 'Safari, iOS' },
      { action: 'session.ended', details: { sessions: 2 } },
    ])
  })

  test('another’s session is not there to be ended', async () => {
    const [mei, tom] = [await person(), await person()]
    await expect(endSession(context(), mei.actor, tom.phone)).rejects.toEqual(refused('not_found'))
    expect(await open(tom)).toHaveLength(2)
  })

  describe('password', () => {
    test('sessions that outlive a password change: only the one that changed it', async () => {
      const mei = await person()
      announced.length = 0
      await changePassword(context(), mei, { current: PRESENT, next: NEXT })
      expect(await open(mei)).toEqual([mei.here])
      expect(await knows(mei, NEXT)).toBe(true)
      expect(announced).toEqual([{ type: 'person', id: mei.actor.personId }])
      const log = await logOf(mei)
      expect(log).toMatchObject([{ action: 'password.changed', targetId: mei.actor.personId }])
      expect(JSON.stringify(log)).not.toContain(NEXT)
    })

    test('a link for a new password does not outlive a password change', async () => {
      const mei = await person()
      const { personId } = mei.actor
      const expiresAt = new Date(at.getTime() + 3_600_000)
      const id = randomUUID()
      await db.insert(passwordLinks).values({ id, tokenHash: id, personId, createdAt: at, expiresAt })
      await changePassword(context(), mei, { current: PRESENT, next: NEXT })
      const [link] = await db.select().from(passwordLinks).where(eq(passwordLinks.id, id))
      expect(link?.expiresAt).toEqual(at)
    })

    test('who does not know the present one changes nothing, and cannot go on guessing', async () => {
      const mei = await person()
      const guess = () => changePassword(context(), mei, { current: 'a wrong password', next: NEXT })
      for (let n = 0; n < 10; n++) await expect(guess()).rejects.toEqual(refused('password_wrong'))
      await expect(guess()).rejects.toEqual(refused('too_many_attempts'))
      await expect(changePassword(context(), mei, { current: PRESENT, next: NEXT })).rejects.toEqual(
        refused('too_many_attempts'),
      )
      expect(await open(mei)).toHaveLength(2)
      expect(await knows(mei, PRESENT)).toBe(true)
    })

    test.each(['short', 'password123', 'aaaaaaaaaaaa'])('%j is no new password', async (next) => {
      const mei = await person()
      await expect(changePassword(context(), mei, { current: PRESENT, next })).rejects.toThrow(/^password_/)
      expect(await knows(mei, PRESENT)).toBe(true)
      expect(await open(mei)).toHaveLength(2)
    })

    test('of two changes at once one counts', async () => {
      const mei = await person()
      const outcomes = await Promise.allSettled([
        changePassword(context(), mei, { current: PRESENT, next: NEXT }),
        changePassword(context(), mei, { current: PRESENT, next: `${NEXT} two` }),
      ])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    test('a person without one has none to change', async () => {
      const mei = await person()
      await db.delete(credentials).where(eq(credentials.personId, mei.actor.personId))
      await expect(changePassword(context(), mei, { current: PRESENT, next: NEXT })).rejects.toEqual(
        refused('not_found'),
      )
    })
  })
})

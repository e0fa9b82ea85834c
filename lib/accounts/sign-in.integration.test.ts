import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, people, rateLimits, sessions } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import type { Change } from '#lib/events/bus.ts'
import { cookieName } from './auth.ts'
import { setPassword } from './credentials.mutations.ts'
import * as passwords from './password.ts'
import { actorOfSession, endSessions, sessionActor, signOut } from './session.ts'
import { signIn } from './sign-in.ts'

vi.mock('./password.ts', { spy: true })

const PASSWORD = 'green bananas ripen'
const EMAIL = 'ada@bunch.test'

describeEachDatabase('signing in', (fresh) => {
  let db: Db
  let personId: string
  let time = Date.parse('2026-11-22T10:00:00Z')
  const announced: Change[] = []
  const studio = () => ({
    db,
    env: loadEnv({}),
    now: () => new Date(time),
    signingSecret: Buffer.alloc(32, 7),
    events: {
      announce: async (_: unknown, ...changes: Change[]) => void announced.push(...changes),
      subscribe: () => () => {},
      close: async () => {},
    },
  })
  const client = (ip = '203.0.113.9', secure = false) => ({ ip, userAgent: 'Firefox on Debian', secure })
  const enter = (email = EMAIL, password = PASSWORD, from = client()) =>
    signIn(studio(), { email, password }, from)
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'in',
      (error) => error.code,
    )
  const request = (cookie: string, secure = false) => ({
    headers: new Headers({
      cookie,
      'x-bunch-client-address': '203.0.113.9',
      'x-bunch-secure': secure ? '1' : '0',
    }),
  })
  const audited = async () => {
    const entries = await db.select().from(auditEntries).where(eq(auditEntries.personId, personId))
    return entries.map(({ action }) => action).sort()
  }

  beforeAll(async () => {
    db = (await fresh()).database.db
  })
  beforeEach(async () => {
    // Sessions end by our clock and begin by the library's: they must not be far apart.
    time = Date.now()
    await db.delete(sessions)
    await db.delete(rateLimits)
    personId = crypto.randomUUID()
    await db.update(people).set({ email: null })
    await db.insert(people).values({ id: personId, name: 'Ada', email: EMAIL, role: 'member' })
    const password = await passwords.hashPassword(PASSWORD)
    await db.transaction((tx) => setPassword(tx, { personId, password, now: new Date(time) }))
    announced.length = 0
    vi.clearAllMocks()
  })

  test('with the right password opens a session that its cookie names', async () => {
    const { me, cookies } = await enter('  ADA@bunch.test ')
    expect(me).toMatchObject({ id: personId, name: 'Ada', role: 'member', email: EMAIL })
    const [cookie = ''] = cookies
    expect(cookie).toMatch(/^bunch_session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/)
    const session = await sessionActor(studio(), request(cookie.split(';')[0] ?? ''))
    expect(session?.actor).toEqual({ personId, role: 'member', ip: '203.0.113.9' })
    expect(await db.select().from(sessions)).toMatchObject([
      { personId, ipAddress: '203.0.113.9', userAgent: 'Firefox on Debian' },
    ])
    expect(await audited()).toEqual(['session.signed_in'])
  })

  test('over https the cookie is bound to the host', async () => {
    const [cookie = ''] = (await enter(EMAIL, PASSWORD, client('203.0.113.9', true))).cookies
    expect(cookie).toMatch(
      /^__Host-bunch_session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const pair = cookie.split(';')[0] ?? ''
    expect(await sessionActor(studio(), request(pair, true))).not.toBeNull()
    // What came in over http does not count over https, where anybody on the line may have set it.
    const plain = pair.replace(cookieName(true), cookieName(false))
    expect(await sessionActor(studio(), request(plain, true))).toBeNull()
  })

  test('a cookie that we did not sign opens nothing', async () => {
    const [cookie = ''] = (await enter()).cookies
    const pair = cookie.split(';')[0] ?? ''
    const [{ token } = { token: '' }] = await db.select().from(sessions)
    for (const forged of [
      `bunch_session=${token}`,
      `bunch_session=${token}.`,
      `bunch_session=${token}.${'A'.repeat(43)}%3D`,
      // The last three characters before the padding; not by chance the same.
      `${pair.slice(0, -6)}${pair.slice(-6, -3) === 'AAA' ? 'BBB' : 'AAA'}%3D`,
      'bunch_session=%',
      'bunch_session=',
      '',
    ]) {
      expect(await sessionActor(studio(), request(forged)), forged).toBeNull()
    }
    expect(await sessionActor({ ...studio(), signingSecret: Buffer.alloc(32, 8) }, request(pair))).toBeNull()
    expect(await sessionActor(studio(), request(`a=b; ${pair}; c=d`))).not.toBeNull()
  })

  test('user enumeration by text: a wrong password and an unknown address are refused alike', async () => {
    const wrong = await enter(EMAIL, 'not the password').catch((error) => error)
    const unknown = await enter('nobody@bunch.test', PASSWORD).catch((error) => error)
    for (const error of [wrong, unknown]) {
      expect([error.code, error.status, error.field, error.params]).toEqual([
        'wrong_sign_in',
        401,
        undefined,
        {},
      ])
    }
  })

  test('user enumeration by time: an unknown address costs a hash as well', async () => {
    await codeOf(enter(EMAIL, 'not the password'))
    expect(vi.mocked(passwords.verifyPassword)).toHaveBeenCalledTimes(1)
    vi.clearAllMocks()
    await codeOf(enter('nobody@bunch.test', PASSWORD))
    expect(vi.mocked(passwords.hashPassword)).toHaveBeenCalledTimes(1)
  })

  test('a failed one is written down with the address that was typed, never with the password', async () => {
    await codeOf(enter('nobody@bunch.test', 'a secret of somebody'))
    const entries = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'session.sign_in_failed'))
    expect(entries.at(-1)).toMatchObject({
      personId: null,
      ip: '203.0.113.9',
      details: { email: 'nobody@bunch.test' },
    })
    expect(JSON.stringify(entries)).not.toContain('secret of somebody')
  })

  test('who is suspended hears of it only with the right password, and gets no session', async () => {
    await db
      .update(people)
      .set({ suspendedAt: new Date(time) })
      .where(eq(people.id, personId))
    expect(await codeOf(enter(EMAIL, 'not the password'))).toBe('wrong_sign_in')
    expect(await codeOf(enter())).toBe('account_suspended')
    expect(await db.select().from(sessions)).toEqual([])
  })

  describe('sessions', () => {
    const open = async () => {
      const [cookie = ''] = (await enter()).cookies
      const found = () => sessionActor(studio(), request(cookie.split(';')[0] ?? ''))
      const session = await found()
      if (!session) throw new Error('no session')
      return { session, found }
    }

    test('that outlive a ban or a removal: none', async () => {
      for (const change of [{ suspendedAt: new Date(time) }, { removedAt: new Date(time) }]) {
        const { session, found } = await open()
        await db.update(people).set(change).where(eq(people.id, personId))
        expect(await found()).toBeNull()
        expect(await actorOfSession(studio(), session.id)).toBeNull()
        await db.update(people).set({ suspendedAt: null, removedAt: null }).where(eq(people.id, personId))
      }
    })

    test('that outlive the loss of a role: they have the role of now', async () => {
      const { session, found } = await open()
      await db.update(people).set({ role: 'viewer' }).where(eq(people.id, personId))
      expect((await found())?.actor.role).toBe('viewer')
      expect((await actorOfSession(studio(), session.id))?.role).toBe('viewer')
    })

    test('end together but for the one that ends them, and every server is told', async () => {
      const [kept, other] = [await open(), await open()]
      const ended = await db.transaction((tx) =>
        endSessions(studio(), tx, personId, { except: kept.session.id }),
      )
      expect(ended).toBe(1)
      expect(await kept.found()).not.toBeNull()
      expect(await other.found()).toBeNull()
      expect(announced).toContainEqual({ type: 'person', id: personId })
    })

    test('end by signing out, which is written down', async () => {
      const { session, found } = await open()
      await signOut(studio(), session)
      expect(await found()).toBeNull()
      expect(await audited()).toEqual(['session.signed_in', 'session.signed_out'])
    })

    test('end thirty days after their last use', async () => {
      const { found } = await open()
      const day = 24 * 60 * 60 * 1000
      for (let days = 0; days < 60; days += 20) {
        time += 20 * day
        expect(await found()).not.toBeNull()
      }
      time += 31 * day
      expect(await found()).toBeNull()
    })

    test('write their use down every few minutes, not at every request', async () => {
      const { found } = await open()
      const usedAt = async () => (await db.select().from(sessions)).at(0)?.updatedAt.getTime()
      const before = await usedAt()
      time += 60_000
      await found()
      expect(await usedAt()).toBe(before)
      time += 10 * 60_000
      await found()
      expect(await usedAt()).toBe(time)
      const [row] = await db.select().from(people).where(eq(people.id, personId))
      expect(row?.lastSeenAt?.getTime()).toBe(time)
    })
  })

  describe('brute force', () => {
    test('at one account, spread over many addresses, is stopped, with the right password too', async () => {
      for (let attempt = 0; attempt < 10; attempt++) {
        expect(await codeOf(enter(EMAIL, 'a guess', client(`198.51.100.${attempt}`)))).toBe('wrong_sign_in')
      }
      expect(await codeOf(enter(EMAIL, PASSWORD, client('198.51.100.99')))).toBe('too_many_attempts')
      time += 15 * 60_000
      expect(await codeOf(enter())).toBe('in')
    })

    test('from one address, spread over many accounts, is stopped', async () => {
      for (let attempt = 0; attempt < 20; attempt++) {
        expect(await codeOf(enter(`somebody${attempt}@bunch.test`, 'a guess'))).toBe('wrong_sign_in')
      }
      expect(await codeOf(enter())).toBe('too_many_attempts')
      expect(await codeOf(enter(EMAIL, PASSWORD, client('198.51.100.7')))).toBe('in')
    })

    test('by guesses sent at the same time is stopped too', async () => {
      const outcomes = await Promise.all(Array.from({ length: 15 }, () => codeOf(enter(EMAIL, 'a guess'))))
      expect(outcomes.filter((code) => code === 'wrong_sign_in')).toHaveLength(10)
    })

    test('a team behind one address signs in as often as it likes', async () => {
      for (let time = 0; time < 25; time++) expect(await codeOf(enter())).toBe('in')
    })
  })
})

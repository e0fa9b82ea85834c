import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import type { Role } from '#lib/accounts/schema.ts'
import { type Session, sessionActor } from '#lib/accounts/session.ts'
import type { AuditAction } from '#lib/audit/schema.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, credentials, people, rateLimits, sessions } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { clearPerson } from '#lib/people/mutations.ts'
import { secretCookie, toldSecret } from './cookie.ts'
import { browserSecret } from './round-trip.ts'
import { finishRoundTrip, linkState, startLink, startSignIn, unlink } from './service.ts'
import { startProvider, type TestProvider, throughProvider } from './testing.ts'

const BUNCH_URL = 'http://studio.invalid'
const redirectUri = `${BUNCH_URL}/api/oidc/callback`
const IP = '203.0.113.9'

let real: TestProvider
beforeAll(async () => {
  real = await startProvider({ redirectUri })
})
afterAll(() => real.close())

describeEachDatabase('signing in at a provider', (fresh) => {
  let db: Db
  let time: number
  let env = loadEnv({})
  const studio = () => ({
    db,
    env,
    log: createLog('fatal'),
    now: () => new Date(time),
    signingSecret: Buffer.alloc(32, 7),
    events: { announce: async () => {}, subscribe: () => () => {}, close: async () => {} },
  })
  const configure = (change: Record<string, string> = {}) => {
    env = loadEnv({
      BUNCH_URL,
      OIDC_ISSUER: real.issuer,
      OIDC_CLIENT_ID: real.clientId,
      OIDC_CLIENT_SECRET: real.clientSecret,
      OIDC_ALLOWED_DOMAINS: 'example.com',
      ...change,
    })
  }

  beforeAll(async () => {
    db = (await fresh()).database.db
  })
  beforeEach(async () => {
    time = Date.now()
    configure()
    await db.delete(sessions)
    await db.delete(credentials)
    await db.delete(rateLimits)
    await db.update(people).set({ email: null })
    real.accounts.clear()
    real.accounts.set('mei', { email: 'mei@example.com', email_verified: true, name: 'Mei\u202e 李' })
  })

  /** One person's browser, with the cookies it has. */
  function newBrowser() {
    let session = ''
    const request = () => ({
      headers: new Headers({ cookie: session, 'x-bunch-client-address': IP, 'x-bunch-secure': '0' }),
    })
    const browser = {
      secret: browserSecret(undefined),
      session: () => sessionActor(studio(), request()),
      async signedIn(): Promise<Session> {
        const found = await browser.session()
        if (!found) throw new Error('nobody is signed in')
        return found
      },
      begin: (asked: string | null = null) =>
        startSignIn(studio(), asked, { secret: browser.secret, ip: IP }).then(({ to }) => to),
      beginLink: async () =>
        (await startLink(studio(), await browser.signedIn(), { secret: browser.secret, ip: IP })).to,
      through: async (address: string, login: string | null = 'mei') =>
        (await throughProvider(address, login, { redirectUri })).search,
      /** Comes back; answers where to go now. */
      async finish(search: string): Promise<string> {
        const { to, cookies } = await finishRoundTrip(studio(), search, {
          secret: browser.secret,
          client: { ip: IP, userAgent: 'Firefox on Debian', secure: false },
          session: await browser.session(),
        })
        session = cookies[0]?.split(';')[0] ?? session
        return to
      },
      async signIn(login: string | null = 'mei', asked: string | null = null): Promise<string> {
        return browser.finish(await browser.through(await browser.begin(asked), login))
      },
      async link(login = 'mei'): Promise<string> {
        return browser.finish(await browser.through(await browser.beginLink(), login))
      },
    }
    return browser
  }

  async function newPerson(email: string | null, role: Role = 'member') {
    const id = crypto.randomUUID()
    await db.insert(people).values({ id, name: 'Ada', email, role })
    return id
  }

  /** Somebody who is signed in and whose identity is that of `login`. */
  async function newcomer(login = 'mei') {
    const browser = newBrowser()
    expect(await browser.signIn(login)).toBe('/')
    return { browser, id: (await browser.signedIn()).me.id }
  }

  const audited = (action: AuditAction) =>
    db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.action, action), eq(auditEntries.at, new Date(time))))
  const personOf = async (id: string) => (await db.select().from(people).where(eq(people.id, id)))[0]

  describe('somebody new', () => {
    test('of an allowed domain, with a verified address, gets an account and is signed in', async () => {
      const browser = newBrowser()
      expect(await browser.signIn('mei', '/boards?sort=new')).toBe('/boards?sort=new')
      const { me } = await browser.signedIn()
      expect(me).toMatchObject({ name: 'Mei 李', email: 'mei@example.com', role: 'member' })
      expect(await personOf(me.id)).toMatchObject({ emailVerified: true })
      expect(await db.select().from(credentials)).toMatchObject([
        {
          personId: me.id,
          providerId: `oidc:${real.issuer}`,
          accountId: 'mei',
          accessToken: null,
          idToken: null,
        },
      ])
      const actions = (await db.select().from(auditEntries).where(eq(auditEntries.personId, me.id))).map(
        ({ action }) => action,
      )
      expect(actions.sort()).toEqual(['person.joined', 'session.signed_in'])
    })

    test('is the same person the second time, whatever the provider calls them then', async () => {
      const { id } = await newcomer()
      real.accounts.set('mei', { email: 'other@elsewhere.example', email_verified: false, name: 'Other' })
      const again = newBrowser()
      expect(await again.signIn()).toBe('/')
      expect((await again.signedIn()).me).toMatchObject({ id, name: 'Mei 李', email: 'mei@example.com' })
    })

    test('gets the role of the configuration', async () => {
      configure({ OIDC_DEFAULT_ROLE: 'viewer' })
      const { browser } = await newcomer()
      expect((await browser.signedIn()).me.role).toBe('viewer')
    })

    test.each<[string, string, object]>([
      ['not_allowed', 'of another domain', { email: 'mei@elsewhere.example', email_verified: true }],
      ['not_allowed', 'of a domain below', { email: 'mei@mail.example.com', email_verified: true }],
      ['not_allowed', 'of a domain that ends alike', { email: 'mei@notexample.com', email_verified: true }],
      [
        'email_unverified',
        'with two at signs',
        { email: 'mei@evil.example@example.com', email_verified: true },
      ],
      ['email_unverified', 'with an unverified address', { email: 'mei@example.com', email_verified: false }],
      ['email_unverified', 'whose provider does not say', { email: 'mei@example.com' }],
      ['email_unverified', 'without an address', { name: 'Mei' }],
    ])('does not come in: %s, %s', async (problem, _, account) => {
      real.accounts.set('mei', account)
      const before = await db.$count(people)
      const browser = newBrowser()
      expect(await browser.signIn()).toBe(`/sign-in?problem=${problem}`)
      expect(await browser.session()).toBeNull()
      expect(await db.$count(people)).toBe(before)
      expect(await audited('session.sign_in_failed')).toMatchObject([
        { ip: IP, details: { reason: problem } },
      ])
    })

    test('does not come in without allowed domains', async () => {
      configure({ OIDC_ALLOWED_DOMAINS: '' })
      expect(await newBrowser().signIn()).toBe('/sign-in?problem=not_allowed')
    })
  })

  describe('OIDC linking to a pre-registered unverified e-mail', () => {
    test.each([
      ['somebody who registered the address before', false],
      ['somebody whose address is verified', true],
    ])('%s keeps their account to themselves', async (_, emailVerified) => {
      const id = await newPerson('mei@example.com')
      await db.update(people).set({ emailVerified }).where(eq(people.id, id))
      const browser = newBrowser()
      expect(await browser.signIn()).toBe('/sign-in?problem=email_taken')
      expect(await browser.session()).toBeNull()
      expect(await db.$count(credentials)).toBe(0)
      expect(await personOf(id)).toMatchObject({ emailVerified, name: 'Ada' })
    })
  })

  test('matching by e-mail instead of issuer and subject: another subject with the same address is nobody', async () => {
    await newcomer()
    real.accounts.set('mallory', { email: 'MEI@example.com', email_verified: true })
    const mallory = newBrowser()
    expect(await mallory.signIn('mallory')).toBe('/sign-in?problem=email_taken')
    expect(await mallory.session()).toBeNull()
  })

  test('matching by subject alone: the same subject of another issuer is nobody', async () => {
    const id = await newPerson('ada@example.com')
    await db.insert(credentials).values({
      id: crypto.randomUUID(),
      personId: id,
      providerId: 'oidc:https://former.example',
      accountId: 'mei',
      createdAt: new Date(),
      updatedAt: new Date(),
    })
    const browser = newBrowser()
    expect(await browser.signIn()).toBe('/')
    expect((await browser.signedIn()).me.id).not.toBe(id)
  })

  describe('a person who may not come in', () => {
    test('is told that they are suspended', async () => {
      const { id } = await newcomer()
      await db.update(people).set({ suspendedAt: new Date() }).where(eq(people.id, id))
      const again = newBrowser()
      expect(await again.signIn()).toBe('/sign-in?problem=suspended')
      expect(await again.session()).toBeNull()
    })

    test('and who was removed does not come back as somebody new', async () => {
      const { id } = await newcomer()
      await db.transaction((tx) => clearPerson(tx, id, new Date(time)))
      const before = await db.$count(people)
      expect(await newBrowser().signIn()).toBe('/sign-in?problem=removed')
      expect(await db.$count(people)).toBe(before)
    })
  })

  describe('coming back', () => {
    test('a replayed callback finds nothing', async () => {
      const browser = newBrowser()
      const search = await browser.through(await browser.begin())
      expect(await browser.finish(search)).toBe('/')
      const thief = { ...newBrowser(), secret: browser.secret }
      expect(await thief.finish(search)).toBe('/sign-in?problem=expired')
      expect(await browser.finish(search)).toBe('/sign-in?problem=expired')
      expect(await db.$count(sessions)).toBe(1)
    })

    test('two callbacks at the same time are one', async () => {
      const browser = newBrowser()
      const search = await browser.through(await browser.begin())
      const ends = await Promise.all([browser.finish(search), browser.finish(search)])
      expect(ends.sort()).toEqual(['/', '/sign-in?problem=expired'])
      expect(await db.$count(sessions)).toBe(1)
    })

    test('with the state of another browser signs nobody in (login CSRF)', async () => {
      const mallory = newBrowser()
      const search = await mallory.through(await mallory.begin())
      const victim = newBrowser()
      await victim.begin()
      expect(await victim.finish(search)).toBe('/sign-in?problem=expired')
      expect(await victim.session()).toBeNull()
    })

    test('with the code of another round trip is refused by the provider', async () => {
      const mallory = newBrowser()
      const stolen = new URLSearchParams(await mallory.through(await mallory.begin()))
      const victim = newBrowser()
      const own = new URLSearchParams(await victim.through(await victim.begin()))
      own.set('code', stolen.get('code') ?? '')
      expect(await victim.finish(`?${own}`)).toBe('/sign-in?problem=refused')
    })

    test('too late is too late', async () => {
      const browser = newBrowser()
      const search = await browser.through(await browser.begin())
      time += 11 * 60_000
      expect(await browser.finish(search)).toBe('/sign-in?problem=expired')
    })

    test('without anything, or with two of everything, is nothing', async () => {
      const browser = newBrowser()
      for (const search of ['', '?state=', '?state=a&state=b&code=c', '?error=access_denied']) {
        expect(await browser.finish(search)).toBe('/sign-in?problem=expired')
      }
    })

    test('who turned back at the provider is told so, and may try again to the same page', async () => {
      expect(await newBrowser().signIn(null, '/gallery')).toBe('/sign-in?problem=cancelled&return=%2Fgallery')
    })
  })

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%2e%2e//evil.example',
  ])('open redirect through the return address %s leads to the first page', async (asked) => {
    expect(await newBrowser().signIn('mei', asked)).toBe('/')
  })

  test('brute force of callbacks is slowed down, and good ones do not count', async () => {
    const browser = newBrowser()
    for (let attempt = 0; attempt < 30; attempt++) await browser.finish('?state=guess&code=c')
    expect(await browser.signIn()).toBe('/sign-in?problem=too_many_attempts')
    time += 16 * 60_000
    expect(await browser.signIn()).toBe('/')
  })

  describe('linking', () => {
    /** Ada, with a password, signed in by it. */
    async function ada() {
      const { browser, id } = await newcomer('ada')
      await db.delete(credentials).where(eq(credentials.personId, id))
      await db.transaction((tx) => setPassword(tx, { personId: id, password: 'a hash', now: new Date(time) }))
      return { browser, id }
    }
    beforeEach(() => {
      real.accounts.set('ada', { email: 'ada@example.com', email_verified: true, name: 'Ada' })
    })

    test('makes the identity a way to sign in, whatever its address', async () => {
      real.accounts.set('private', { email: 'ada@home.example', email_verified: false })
      const { browser, id } = await ada()
      expect(await linkState(studio(), (await browser.signedIn()).actor)).toEqual({
        name: null,
        linked: false,
        password: true,
      })
      expect(await browser.link('private')).toBe('/settings/security')
      expect(await audited('person.identity_linked')).toMatchObject([
        { personId: id, details: { issuer: real.issuer } },
      ])
      expect(await linkState(studio(), (await browser.signedIn()).actor)).toMatchObject({ linked: true })
      const again = newBrowser()
      expect(await again.signIn('private')).toBe('/')
      expect((await again.signedIn()).me.id).toBe(id)
    })

    test('somebody else’s identity is refused', async () => {
      await newcomer('mei')
      const { browser, id } = await ada()
      expect(await browser.link('mei')).toBe('/settings/security?problem=linked_elsewhere')
      const mei = newBrowser()
      await mei.signIn('mei')
      expect((await mei.signedIn()).me.id).not.toBe(id)
    })

    test('the identity of a removed account may be linked to the account that an admin made instead', async () => {
      const gone = await newcomer('mei')
      await db.transaction((tx) => clearPerson(tx, gone.id, new Date(time)))
      const { browser, id } = await ada()
      expect(await browser.link('mei')).toBe('/settings/security')
      const again = newBrowser()
      await again.signIn('mei')
      expect((await again.signedIn()).me.id).toBe(id)
    })

    test('ends in the session in which it began', async () => {
      const { browser } = await ada()
      const search = await browser.through(await browser.beginLink(), 'mei')
      await db.delete(sessions)
      expect(await browser.finish(search)).toBe('/settings/security?problem=session_ended')
    })

    test('begun by another person in the same browser is refused', async () => {
      const { browser } = await ada()
      const search = await browser.through(await browser.beginLink(), 'mei')
      real.accounts.set('bob', { email: 'bob@example.com', email_verified: true })
      await browser.signIn('bob')
      expect(await browser.finish(search)).toBe('/settings/security?problem=session_ended')
    })

    test('is undone, which ends other sessions, as long as a password remains', async () => {
      const { browser } = await ada()
      await browser.link('mei')
      const elsewhere = newBrowser()
      await elsewhere.signIn('mei')
      await unlink(studio(), await browser.signedIn())
      expect(await elsewhere.session()).toBeNull()
      expect(await browser.session()).not.toBeNull()
      expect(await audited('person.identity_unlinked')).toHaveLength(1)

      const only = await newcomer('mei')
      await expect(unlink(studio(), await only.browser.signedIn())).rejects.toMatchObject({
        code: 'conflict',
      })
    })
  })

  test('over https both cookies are bound to the host', async () => {
    const { secret, begin, through } = newBrowser()
    expect(secretCookie(secret, true)).toBe(
      `__Host-bunch_oidc=${secret}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure`,
    )
    const { cookies } = await finishRoundTrip(studio(), await through(await begin()), {
      secret: toldSecret(
        new Request(BUNCH_URL, { headers: { cookie: `a=b; __Host-bunch_oidc=${secret}` } }),
        true,
      ),
      client: { ip: IP, userAgent: null, secure: true },
      session: null,
    })
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-bunch_session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
  })

  test('a provider that is down is said to be, and works as soon as it is up', async () => {
    const browser = newBrowser()
    real.down()
    expect(await browser.begin('/gallery')).toBe('/sign-in?problem=unreachable&return=%2Fgallery')
    real.up()
    expect(await browser.signIn()).toBe('/')
  })

  test('where there is no single sign-on, nothing of it is there', async () => {
    env = loadEnv({})
    const browser = newBrowser()
    await expect(browser.begin()).rejects.toMatchObject({ code: 'not_found' })
    await expect(browser.finish('?state=a&code=b')).rejects.toMatchObject({ code: 'not_found' })
  })
})

import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import { hashPassword, verifyPassword } from '#lib/accounts/password.ts'
import { addPerson } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, credentials, passwordLinks, people, sessions } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { createMailer } from '#lib/mail/mailer.ts'
import { type SmtpServer, startSmtpServer } from '#lib/mail/testing.ts'
import { changePerson, removePerson } from '#lib/people/service.ts'
import { peopleStudio } from '#lib/people/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { openPasswordLink } from './data.ts'
import { resetInput } from './schema.ts'
import { askForPasswordLink, makePasswordLink, remindOfPassword, resetPassword } from './service.ts'

const HOUR_MS = 3_600_000
const before = 'the old password'
const after = 'nine patient otters'
const invalid = { code: 'link_invalid' }

describeEachDatabase('password links', (fresh) => {
  let db: Db
  let smtp: SmtpServer
  let studio: ReturnType<typeof peopleStudio>
  let admin: Actor
  let ben: Actor
  let email: string

  beforeAll(async () => {
    db = (await fresh()).database.db
    smtp = await startSmtpServer()
    const env = {
      SMTP_URL: smtp.url,
      BUNCH_MAIL_FROM: 'bunch@studio.example',
      BUNCH_URL: 'https://bunch.example',
    }
    studio = peopleStudio(db, { env })
    studio.mailer = createMailer(studio.env)
    admin = await addPerson(db, 'admin')
  })
  afterAll(() => smtp.close())

  beforeEach(async () => {
    email = `${crypto.randomUUID()}@work.example`
    ben = await addPerson(db, 'member', { email })
    const { personId } = ben
    const now = studio.now()
    const id = crypto.randomUUID()
    await db
      .insert(sessions)
      .values({ id, personId, token: id, expiresAt: now, createdAt: now, updatedAt: now })
    const password = await hashPassword(before)
    await db.transaction((tx) => setPassword(tx, { personId, password, now }))
  })

  const byAdmin = async () =>
    (await makePasswordLink(studio, admin, ben.personId)).url.split('/').at(-1) ?? ''
  const reset = (token: string, password = after) => resetPassword(studio, { token, password }, '203.0.113.7')
  const has = async (password: string) => {
    const [row] = await db.select().from(credentials).where(eq(credentials.personId, ben.personId))
    return verifyPassword(row?.password ?? '', password)
  }
  /** Letters to this test's person: those of an earlier one may still be under way. */
  const letters = () => smtp.received.filter(({ to }) => to.includes(email))
  async function letter() {
    await remindOfPassword(studio, { email, locale: 'en', ip: null })
    return letters()
  }
  const linkIn = (text: string) => /\/reset\/([\w-]{43})/.exec(text)?.[1] ?? ''

  test('a link of an admin sets the password once and ends every session', async () => {
    const made = await makePasswordLink(studio, admin, ben.personId)
    expect(made.url).toMatch(/^https:\/\/bunch\.example\/reset\/[\w-]{43}$/)
    expect(Date.parse(made.expiresAt) - studio.now().getTime()).toBe(24 * HOUR_MS)
    const token = made.url.split('/').at(-1) ?? ''
    expect(await openPasswordLink(db, token, studio.now())).toMatchObject({ email })
    expect(await reset(token)).toBe(ben.personId)
    expect([await has(after), await has(before)]).toEqual([true, false])
    expect(await db.select().from(sessions).where(eq(sessions.personId, ben.personId))).toEqual([])
    expect(studio.announced.at(-1)).toEqual({ type: 'person', id: ben.personId })
    const log = await db.select().from(auditEntries).where(eq(auditEntries.targetId, ben.personId))
    expect(log.map(({ action, personId, ip }) => [action, personId, ip]).sort()).toEqual([
      ['password.link_made', admin.personId, null],
      ['password.reset', ben.personId, '203.0.113.7'],
    ])
    await expect(reset(token, 'another password')).rejects.toMatchObject(invalid)
    expect(await openPasswordLink(db, token, studio.now())).toBeNull()
  })

  test('a link used twice at once sets one password', async () => {
    const token = await byAdmin()
    const ends = await Promise.allSettled([reset(token, after), reset(token, 'a rival password')])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await has(ends[0].status === 'fulfilled' ? after : 'a rival password')).toBe(true)
  })

  test('a new link replaces the older, which leads nowhere', async () => {
    const [first, second] = [await byAdmin(), await byAdmin()]
    await expect(reset(first)).rejects.toMatchObject(invalid)
    await reset(second)
  })

  test('a link is over after 24 hours', async () => {
    const token = await byAdmin()
    studio.wait(24 * HOUR_MS)
    await expect(reset(token)).rejects.toMatchObject(invalid)
  })

  test('who is suspended or removed gets in by no link', async () => {
    const token = await byAdmin()
    await changePerson(studio, admin, ben.personId, { suspended: true })
    await expect(reset(token)).rejects.toMatchObject(invalid)
    await removePerson(studio, admin, ben.personId)
    await expect(reset(token)).rejects.toMatchObject(invalid)
    expect(await db.select().from(credentials).where(eq(credentials.personId, ben.personId))).toEqual([])
  })

  test('a weak password is refused, and the link stays good', async () => {
    const token = await byAdmin()
    await expect(reset(token, 'short')).rejects.toMatchObject({ field: 'password' })
    await reset(token)
  })

  test('brute force: links that lead nowhere can be tried thirty times from one address', async () => {
    const guess = () => resetPassword(studio, { token: 'guess', password: after }, '198.51.100.9')
    for (let tries = 0; tries < 30; tries++) await expect(guess()).rejects.toMatchObject(invalid)
    await expect(guess()).rejects.toMatchObject({ code: 'too_many_attempts' })
  })

  test('mass assignment: a reset sends token and password alone', () => {
    expect(resetInput.safeParse({ token: 'x', password: after, personId: 'x' }).success).toBe(false)
    expect(resetInput.safeParse({ token: 'x', password: after, role: 'owner' }).success).toBe(false)
  })

  describe('a forgotten password', () => {
    test('the letter holds a link that sets a new one', async () => {
      const [mail] = await letter()
      expect(mail?.to).toEqual([email])
      expect(mail?.text).toContain('https://bunch.example/reset/')
      expect(await reset(linkIn(mail?.text ?? ''))).toBe(ben.personId)
    })

    describe('user enumeration', () => {
      const ask = (address: string, ip = '198.51.100.1') =>
        askForPasswordLink(studio, { email: address, locale: 'en', ip })

      test('by time: the answer waits neither for the account nor for the letter', async () => {
        const order: string[] = []
        const watched = new Proxy(db, {
          get(target, key, receiver) {
            if (key === 'select') order.push('looked up')
            return Reflect.get(target, key, receiver)
          },
        })
        const send = () => {
          order.push('letter')
          // A mail server that never answers.
          return new Promise<void>(() => {})
        }
        const silent = { ...studio, db: watched, mailer: { send } }
        await askForPasswordLink(silent, { email, locale: 'en', ip: null })
        order.push('answered')
        await expect.poll(() => order).toEqual(['answered', 'looked up', 'letter'])
      })

      test('by text: the limit on letters is the same for an address of nobody', async () => {
        for (const address of [email, `${crypto.randomUUID()}@work.example`]) {
          for (let asked = 0; asked < 5; asked++) await ask(address)
          await expect(ask(address)).rejects.toMatchObject({ code: 'too_many_attempts' })
        }
        await expect.poll(() => letters().length).toBe(5)
      })

      test('by text: where no mail can be sent nothing is there, for any address', async () => {
        const without = { ...studio, mailer: null }
        for (const address of [email, 'nobody@work.example']) {
          await expect(
            askForPasswordLink(without, { email: address, locale: 'en', ip: null }),
          ).rejects.toMatchObject({ code: 'not_found' })
        }
      })
    })

    test('it speaks the language that the person chose', async () => {
      await db.update(people).set({ locale: 'zh-CN' }).where(eq(people.id, ben.personId))
      const [mail] = await letter()
      expect(mail?.text).toContain('设置')
    })

    test('a stranger who asks for a letter does not end the link of an admin', async () => {
      const token = await byAdmin()
      await letter()
      await reset(token)
      const left = await db
        .select()
        .from(passwordLinks)
        .where(and(eq(passwordLinks.personId, ben.personId), isNull(passwordLinks.usedAt)))
      expect(left).toEqual([])
    })

    test('no letter for an address of nobody, of who is suspended, or of who has no password', async () => {
      const nobody = 'nobody@work.example'
      await remindOfPassword(studio, { email: nobody, locale: 'en', ip: null })
      await changePerson(studio, admin, ben.personId, { suspended: true })
      await letter()
      await changePerson(studio, admin, ben.personId, { suspended: false })
      await db
        .update(credentials)
        .set({ providerId: 'https://login.example', password: null })
        .where(eq(credentials.personId, ben.personId))
      await letter()
      expect(letters()).toEqual([])
      expect(smtp.received.flatMap(({ to }) => to)).not.toContain(nobody)
    })
  })
})

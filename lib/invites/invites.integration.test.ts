import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyPassword } from '#lib/accounts/password.ts'
import { addPerson } from '#lib/boards/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, credentials, invites, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { createMailer } from '#lib/mail/mailer.ts'
import { type SmtpServer, startSmtpServer } from '#lib/mail/testing.ts'
import { removePerson } from '#lib/people/service.ts'
import { peopleStudio } from '#lib/people/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { listInvites, openInvite } from './data.ts'
import { acceptInput, inviteInput, type MadeInviteDto } from './schema.ts'
import { acceptInvite, makeInvite, takeInviteBack } from './service.ts'

const DAY_MS = 86_400_000
const password = 'seven quiet herons'
const address = () => `${crypto.randomUUID()}@work.example`
const tokenOf = ({ url }: MadeInviteDto) => url.split('/').at(-1) ?? ''

describeEachDatabase('invites', (fresh) => {
  let db: Db
  let studio: ReturnType<typeof peopleStudio>
  let owner: Actor
  let admin: Actor
  let smtp: SmtpServer

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
    owner = await addPerson(db, 'owner', { name: 'Ann' })
    admin = await addPerson(db, 'admin')
  })
  afterAll(() => smtp.close())

  const invite = (more: Partial<Parameters<typeof makeInvite>[2]> = {}, actor = admin) =>
    makeInvite(studio, actor, { role: 'member', ...more }, 'en')
  const accept = (token: string, more: Partial<Parameters<typeof acceptInvite>[1]> = {}) =>
    acceptInvite(studio, { token, name: 'Ben', email: address(), password, ...more }, '203.0.113.7')
  const rowOf = async (id: string) => {
    const [row] = await db.select().from(people).where(eq(people.id, id))
    return row
  }

  test('a link makes one account with the role of the invitation, written down with where from', async () => {
    const made = await invite({ role: 'viewer' })
    expect(made.url).toMatch(/^https:\/\/bunch\.example\/invite\/[\w-]{43}$/)
    expect(made).toMatchObject({ mail: null, invite: { role: 'viewer', email: null, state: 'pending' } })
    expect(await openInvite(db, tokenOf(made), studio.now())).toMatchObject({ role: 'viewer', email: null })
    const email = address()
    const id = await accept(tokenOf(made), { name: ' Ben\u202e\tStone ', email })
    expect(await rowOf(id)).toMatchObject({ name: 'Ben Stone', email, role: 'viewer', emailVerified: false })
    const [credential] = await db.select().from(credentials).where(eq(credentials.personId, id))
    expect(credential?.password).not.toContain(password)
    expect(await verifyPassword(credential?.password ?? '', password)).toBe(true)
    const [joined] = await db.select().from(auditEntries).where(eq(auditEntries.targetId, id))
    expect(joined).toMatchObject({ action: 'person.joined', ip: '203.0.113.7', targetName: 'Ben Stone' })
    const [listed] = await listInvites(db, admin, studio.now())
    expect(listed).toMatchObject({ id: made.invite.id, state: 'used', usedBy: { id } })
  })

  test('only the hash of a link is kept, and the log names neither link nor address', async () => {
    const email = address()
    const made = await invite({ email })
    const kept = JSON.stringify([await db.select().from(invites), await db.select().from(auditEntries)])
    expect(kept).not.toContain(tokenOf(made))
    expect(JSON.stringify(await db.select().from(auditEntries))).not.toContain(email)
  })

  describe('invite links used twice', () => {
    test('are refused the second time', async () => {
      const token = tokenOf(await invite())
      await accept(token)
      await expect(accept(token)).rejects.toMatchObject({ code: 'link_invalid' })
      expect(await openInvite(db, token, studio.now())).toBeNull()
    })

    test('make one account when used twice at once', async () => {
      const made = await invite()
      const emails = [address(), address(), address()]
      const ends = await Promise.allSettled(emails.map((email) => accept(tokenOf(made), { email })))
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const accounts = (await db.select().from(people)).filter(({ email }) => emails.includes(email ?? ''))
      expect(accounts).toHaveLength(1)
    })

    test('make one account when two links are used for one address at once', async () => {
      const [first, second] = [await invite(), await invite()]
      const email = address()
      const ends = await Promise.allSettled([
        accept(tokenOf(first), { email }),
        accept(tokenOf(second), { email }),
      ])
      const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
      expect(refused).toEqual(['email_taken'])
    })
  })

  test('a link that is over, revoked or never was: one answer, with nothing to tell them apart', async () => {
    const revoked = await invite()
    await takeInviteBack(studio, admin, revoked.invite.id)
    const expired = await invite()
    studio.wait(7 * DAY_MS)
    const tokens = [tokenOf(revoked), tokenOf(expired), 'never', '']
    const ends = await Promise.allSettled(tokens.map((token) => accept(token)))
    const told = ends.map((end) => end.status === 'rejected' && [end.reason.code, end.reason.params])
    expect(told).toEqual(Array(4).fill(['link_invalid', {}]))
    for (const token of tokens) expect(await openInvite(db, token, studio.now())).toBeNull()
    const states = await listInvites(db, admin, studio.now())
    expect(states.find(({ id }) => id === revoked.invite.id)?.state).toBe('revoked')
    expect(states.find(({ id }) => id === expired.invite.id)?.state).toBe('expired')
  })

  describe('mass assignment of role', () => {
    test('who accepts sends no role, nor anything else of their account', () => {
      const good = { token: 'x', name: 'Ben', email: 'ben@work.example', password }
      expect(acceptInput.safeParse(good).success).toBe(true)
      for (const more of [{ role: 'owner' }, { emailVerified: true }, { id: 'x' }, { suspendedAt: null }]) {
        expect(acceptInput.safeParse({ ...good, ...more }).success).toBe(false)
      }
    })

    test('who invites sets role and address alone', () => {
      expect(inviteInput.safeParse({ role: 'member', invitedBy: 'x' }).success).toBe(false)
      expect(inviteInput.safeParse({ role: 'member', expiresAt: '2099-01-01' }).success).toBe(false)
    })

    test('an admin invites no owner, an owner does', async () => {
      await expect(invite({ role: 'owner' })).rejects.toMatchObject({ code: 'forbidden' })
      const made = await invite({ role: 'owner' }, owner)
      expect((await rowOf(await accept(tokenOf(made))))?.role).toBe('owner')
    })

    test.each(['member', 'viewer'] as const)(
      'a %s invites nobody, and sees and revokes no invitation',
      async (role) => {
        const self = await addPerson(db, role)
        const made = await invite()
        const missing = { code: 'not_found' }
        await expect(invite({}, self)).rejects.toMatchObject(missing)
        await expect(takeInviteBack(studio, self, made.invite.id)).rejects.toMatchObject(missing)
        await expect(listInvites(db, self, studio.now())).rejects.toMatchObject(missing)
      },
    )
  })

  describe('addresses', () => {
    test('are kept lower case and trimmed, however they are written', async () => {
      const id = crypto.randomUUID()
      const { email } = acceptInput.parse({
        token: 'x',
        name: 'Ben',
        email: `  ${id.toUpperCase()}@Work.Example `,
        password,
      })
      expect(email).toBe(`${id}@work.example`)
      expect(inviteInput.parse({ role: 'member', email: ' A@B.Example' }).email).toBe('a@b.example')
    })

    test('an invitation for an address makes the account for that one only', async () => {
      const email = address()
      const token = tokenOf(await invite({ email }))
      await expect(accept(token, { email: address() })).rejects.toMatchObject({
        code: 'invalid_input',
        field: 'email',
      })
      const id = await acceptInvite(studio, { token, name: 'Ben', password }, null)
      expect((await rowOf(id))?.email).toBe(email)
    })

    test('user enumeration: only who holds a good link learns that an address is taken', async () => {
      const email = address()
      await addPerson(db, 'member', { email })
      await expect(accept('no link', { email })).rejects.toMatchObject({ code: 'link_invalid' })
      const made = await invite({ email })
      expect(made.invite.state).toBe('pending')
      await expect(accept(tokenOf(made), { email })).rejects.toMatchObject({
        code: 'email_taken',
        field: 'email',
      })
      // The link is still good: its holder may have meant another account.
      expect(await openInvite(db, tokenOf(made), studio.now())).not.toBeNull()
    })

    test('the address of somebody who was removed goes from their invitation too', async () => {
      const email = address()
      const made = await invite({ email })
      const id = await acceptInvite(studio, { token: tokenOf(made), name: 'Ben', password }, null)
      await removePerson(studio, admin, id)
      expect(JSON.stringify(await db.select().from(invites))).not.toContain(email)
    })
  })

  test('a name of nothing visible and a weak password are refused by field; the link stays good', async () => {
    const token = tokenOf(await invite())
    await expect(accept(token, { name: ' \u200b\u202e ' })).rejects.toMatchObject({ field: 'name' })
    await expect(accept(token, { password: 'short' })).rejects.toMatchObject({ field: 'password' })
    await accept(token)
  })

  test('brute force: links that lead nowhere can be tried thirty times from one address', async () => {
    const guess = (ip: string) => acceptInvite(studio, { token: 'guess', name: 'x', password }, ip)
    for (let tries = 0; tries < 30; tries++) {
      await expect(guess('198.51.100.9')).rejects.toMatchObject({ code: 'link_invalid' })
    }
    await expect(guess('198.51.100.9')).rejects.toMatchObject({ code: 'too_many_attempts' })
    await expect(guess('198.51.100.10')).rejects.toMatchObject({ code: 'link_invalid' })
  })

  test('revoking once more changes nothing; what was accepted cannot be revoked', async () => {
    const made = await invite()
    await takeInviteBack(studio, admin, made.invite.id)
    expect((await takeInviteBack(studio, admin, made.invite.id)).state).toBe('revoked')
    const used = await invite()
    await accept(tokenOf(used))
    await expect(takeInviteBack(studio, admin, used.invite.id)).rejects.toMatchObject({ code: 'invite_used' })
    await expect(takeInviteBack(studio, admin, crypto.randomUUID())).rejects.toMatchObject({
      code: 'not_found',
    })
    const log = await db.select().from(auditEntries).where(eq(auditEntries.targetId, made.invite.id))
    expect(log.map(({ action }) => action).sort()).toEqual(['invite.made', 'invite.revoked'])
  })

  describe('by e-mail', () => {
    test('the letter holds the link, from BUNCH_URL', async () => {
      const email = address()
      const made = await invite({ email, send: true }, owner)
      expect(made.mail).toBe('sent')
      const letter = smtp.received.find(({ to }) => to[0] === email)
      expect(letter?.text).toContain(made.url)
      expect(letter?.text).toContain('Ann invites you to bunch.example')
    })

    test('a mail server that does not answer: the invitation stands, with its link', async () => {
      const dead = {
        ...studio,
        mailer: createMailer({ SMTP_URL: 'smtp://127.0.0.1:1', BUNCH_MAIL_FROM: 'a@b.example' }),
      }
      const made = await makeInvite(dead, admin, { role: 'member', email: address(), send: true }, 'en')
      expect(made).toMatchObject({ mail: 'failed', invite: { state: 'pending' } })
      await accept(tokenOf(made), { email: made.invite.email ?? undefined })
    })

    test('is refused without an address, without a mail server and without BUNCH_URL', async () => {
      await expect(invite({ send: true })).rejects.toMatchObject({ field: 'email' })
      for (const studioWithout of [
        { ...studio, mailer: null },
        { ...studio, env: { ...studio.env, BUNCH_URL: undefined } },
      ]) {
        await expect(
          makeInvite(studioWithout, admin, { role: 'member', email: address(), send: true }, 'en'),
        ).rejects.toMatchObject({ code: 'invalid_input', field: 'send' })
      }
    })
  })
})

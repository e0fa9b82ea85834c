import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Database } from '#lib/db/client.ts'
import { openDatabase } from '#lib/db/open.ts'
import { auditEntries, images, shares } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { tokenHash } from '#lib/tokens.ts'
import { livingShare } from './data.ts'
import { openPicture, openShare } from './open.ts'
import { changeShare, makeShare, revokeShare, rotateShare } from './service.ts'
import { shareFixtures, shareOf } from './testing.ts'
import { tryPassword } from './unlock.ts'
import { unlockingCookie } from './unlock-cookie.ts'
import { noteView } from './views.ts'

const ORIGIN = 'https://studio.example'

describeEachDatabase('opening a link', (fresh) => {
  let database: Database
  let reopen: () => Promise<void>
  let fixtures: ReturnType<typeof shareFixtures>
  let now = new Date('2026-11-22T10:00:00.000Z')
  const signingSecret = randomBytes(32)
  const studio = () => ({ db: database.db, now: () => now, signingSecret })

  beforeAll(async () => {
    const opened = await fresh()
    database = opened.database
    const blobs = await openDiskBlobStore(join(opened.options.dataDir, 'blobs'))
    fixtures = shareFixtures(database.db, blobs, now)
    reopen = async () => {
      await database.close()
      database = await openDatabase({ ...opened.options, log: createLog('fatal') })
      fixtures = shareFixtures(database.db, blobs, now)
    }
    return () => database.close()
  })

  async function share(input: Partial<Parameters<typeof shareOf>[0]> = {}, pictures = 1) {
    const maker = await fixtures.person()
    const imageIds: string[] = []
    for (let made = 0; made < pictures; made++) imageIds.push((await fixtures.picture(maker)).id)
    const { share, url } = await makeShare(studio(), maker, shareOf({ imageIds, ...input }), ORIGIN)
    return { id: share.id, token: url.slice(-43), maker, imageIds }
  }
  const request = (cookie?: string, headers: Record<string, string> = {}) =>
    new Request(`${ORIGIN}/s/x`, { headers: { ...(cookie && { cookie }), ...headers } })
  const living = async (token: string) => {
    const found = await livingShare(database.db, tokenHash(token), now)
    if (!found) throw new Error('the link is gone')
    return found
  }
  /** The cookie that a browser keeps from the `Set-Cookie` of somebody who knew the password. */
  const cookieFor = async (token: string, asked = request()) =>
    unlockingCookie(studio(), asked, await living(token)).split(';')[0] ?? ''
  const stateOf = async (token: string, cookie?: string) =>
    (await openShare(studio(), request(cookie), token)).state

  it('opens without a password, and shows pictures by their numbers alone', async () => {
    const { token } = await share({}, 3)
    expect(await stateOf(token)).toBe('open')
    for (const n of ['1', '3']) expect(await openPicture(studio(), request(), token, n), n).not.toBeNull()
    for (const n of ['0', '4', '-1', '1.5', '01', '1e0', '99999999', ' 1', '', 'x', '٣']) {
      expect(await openPicture(studio(), request(), token, n), n).toBeNull()
    }
  })

  it('tells nobody whether a token is mistyped, expired, revoked, rotated or without pictures', async () => {
    const expired = await share({ expiresAt: new Date(now.getTime() + 1000).toISOString() })
    const revoked = await share({ password: 'bananas' })
    const rotated = await share()
    const emptied = await share({ password: 'bananas' })
    await revokeShare(studio(), revoked.maker, revoked.id)
    await rotateShare(studio(), rotated.maker, rotated.id, ORIGIN)
    await database.db
      .update(images)
      .set({ deletedAt: now })
      .where(eq(images.id, emptied.imageIds[0] ?? ''))
    now = new Date(now.getTime() + 1000)
    const tokens = [expired, revoked, rotated, emptied].map(({ token }) => token)
    for (const token of [...tokens, 'x'.repeat(43), '', '../x', `${rotated.token}\0`, `${rotated.token}=`]) {
      expect(await openShare(studio(), request(), token)).toEqual({ state: 'gone' })
      expect(await openPicture(studio(), request(), token, '1')).toBeNull()
    }
  })

  it('password-protected share reached without the password, or with a cookie that is not its own: locked', async () => {
    const [locked, other] = [await share({ password: 'bananas' }), await share({ password: 'bananas' })]
    const name = (await cookieFor(locked.token)).split('=')[0] ?? ''
    const [otherName = '', otherValue = ''] = (await cookieFor(other.token)).split('=')
    const right = await cookieFor(locked.token)
    const forged = [
      undefined,
      `${otherName}=${otherValue}`,
      `${name}=${otherValue}`,
      `${name}=`,
      `${name}=9999999999.`,
      right.replace(/=(\d+)\./, (_, expires: string) => `=${Number(expires) + 86_400}.`),
      `${right}x`,
      `x${right}`,
      `__Host-${right}`,
    ]
    for (const cookie of forged) {
      expect(await stateOf(locked.token, cookie), cookie).toBe('locked')
      expect(await openPicture(studio(), request(cookie), locked.token, '1'), cookie).toBeNull()
    }
    expect(await stateOf(locked.token, `a=b; ${right}; c=d`)).toBe('open')
    expect(await openPicture(studio(), request(right), locked.token, '1')).not.toBeNull()
  })

  it('locks again after a day, with another password, and with another token', async () => {
    const { token, id, maker } = await share({ password: 'bananas' })
    const before = await cookieFor(token)
    expect(await stateOf(token, before)).toBe('open')
    await changeShare(studio(), maker, id, { password: 'cherries' })
    expect(await stateOf(token, before)).toBe('locked')
    const cookie = await cookieFor(token)
    const rotated = await rotateShare(studio(), maker, id, ORIGIN)
    expect(await stateOf(rotated.url.slice(-43), cookie)).toBe('locked')
    const fresher = await cookieFor(rotated.url.slice(-43))
    const today = now
    now = new Date(now.getTime() + 86_400_000)
    expect(await stateOf(rotated.url.slice(-43), fresher)).toBe('locked')
    now = today
  })

  it('binds its cookie to the host over https', async () => {
    const { token } = await share({ password: 'bananas' })
    const found = await living(token)
    const plain = unlockingCookie(studio(), request(), found)
    expect(plain).toMatch(
      /^bunch_share_[0-9a-f]{32}=\d+\.[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
    )
    const secure = unlockingCookie(studio(), request(undefined, { 'x-bunch-secure': '1' }), found)
    expect(secure).toMatch(/^__Host-bunch_share_.*; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/)
  })

  it('share passwords guessed from one address, or for one link from many: stopped, also after a restart', async () => {
    const { token, id } = await share({ password: 'bananas' })
    const found = await living(token)
    const attempt = (ip: string, password = 'wrong one') => tryPassword(studio(), found, { password, ip })
    const tooMany = expect.objectContaining({ code: 'too_many_attempts' })

    // At once, so that counting after the comparison would let them all through.
    const guesses = await Promise.allSettled(Array.from({ length: 14 }, () => attempt('198.51.100.1')))
    expect(guesses.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    await expect(attempt('198.51.100.1', 'bananas'), 'the right one is not tried either').rejects.toThrow(
      tooMany,
    )
    expect(await attempt('198.51.100.2', 'bananas')).toBe(true)

    for (let guess = 0; guess < 10; guess++) {
      expect(await attempt(`2001:db8:${guess}::1`, 'x'.repeat(1000))).toBe(false)
    }
    await expect(attempt('203.0.113.9', 'bananas'), 'the link’s own count').rejects.toThrow(tooMany)
    await reopen()
    await expect(attempt('203.0.113.10', 'bananas')).rejects.toThrow(tooMany)
    now = new Date(now.getTime() + 15 * 60_000)
    expect(await attempt('203.0.113.10', 'bananas')).toBe(true)

    const audited = await database.db.select().from(auditEntries).where(eq(auditEntries.targetId, id))
    const failed = audited.filter(({ action }) => action === 'share.password_failed')
    expect(failed).toHaveLength(20)
    expect(failed.some(({ ip, personId }) => ip === '198.51.100.1' && personId === null)).toBe(true)
    expect(JSON.stringify(failed)).not.toContain('wrong one')
  })

  it('counts openings of people, not of programs, prefetches or HEAD', async () => {
    const { id, maker } = await share()
    const looks = [
      ['GET', { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/605' }],
      [
        'GET',
        { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/140 MicroMessenger/8.0 Telegram-Android/11' },
      ],
      ['HEAD', { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/605' }],
      ['GET', { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }],
      ['GET', { 'user-agent': 'facebookexternalhit/1.1' }],
      ['GET', { 'user-agent': 'TelegramBot (like TwitterBot)' }],
      ['GET', { 'user-agent': 'WhatsApp/2.23.20.0' }],
      ['GET', { 'user-agent': 'Mozilla/5.0', 'sec-purpose': 'prefetch;prerender' }],
    ] as const
    for (const [method, headers] of looks) {
      await noteView(studio(), new Request(ORIGIN, { method, headers }), {
        id,
        makerId: maker.personId,
      })
    }
    const [row] = await database.db.select().from(shares).where(eq(shares.id, id))
    expect(row).toMatchObject({ views: 2, lastViewAt: now })
  })
})

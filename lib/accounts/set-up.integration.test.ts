import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, credentials, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { ensureOwner, OWNER_ID } from './mutations.ts'
import { isSetUp, setUpStudio, setUpToken } from './set-up.ts'

const owner = (more = {}) => ({
  name: 'Ada',
  email: 'ada@bunch.test',
  password: 'green bananas ripen',
  ...more,
})

describeEachDatabase('setting up', (fresh) => {
  let db: Db
  const studio = () => ({
    db,
    now: () => new Date('2026-11-22T10:00:00Z'),
    signingSecret: Buffer.alloc(32, 7),
    events: { announce: async () => {}, subscribe: () => () => {}, close: async () => {} },
  })
  const token = () => setUpToken(studio())
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'set up',
      (error) => error.code,
    )

  beforeEach(async () => {
    db = (await fresh()).database.db
    await ensureOwner(db)
  })

  test('gives the owner, who is there from the first start, an account', async () => {
    expect(await isSetUp(studio())).toBe(false)
    await setUpStudio(studio(), { ...owner(), token: token() }, '203.0.113.9')
    expect(await isSetUp(studio())).toBe(true)
    expect(await db.select().from(people)).toMatchObject([
      { id: OWNER_ID, name: 'Ada', email: 'ada@bunch.test', role: 'owner' },
    ])
    expect(await db.select().from(auditEntries)).toMatchObject([
      { action: 'studio.set_up', personId: OWNER_ID, ip: '203.0.113.9' },
    ])
  })

  test('the setup page after set-up: its token opens nothing any more', async () => {
    await setUpStudio(studio(), { ...owner(), token: token() }, null)
    const again = owner({ name: 'Eve', email: 'eve@evil.example' })
    expect(await codeOf(setUpStudio(studio(), { ...again, token: token() }, null))).toBe('not_found')
    expect(await db.select().from(people).where(eq(people.email, 'eve@evil.example'))).toEqual([])
  })

  test('two at the same time make one owner', async () => {
    const outcomes = await Promise.all(
      ['ada', 'eve', 'mallory'].map((name) =>
        codeOf(
          setUpStudio(studio(), { ...owner({ name, email: `${name}@bunch.test` }), token: token() }, null),
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['not_found', 'not_found', 'set up'])
    expect(await db.select().from(credentials)).toHaveLength(1)
  })

  test('a wrong token is refused, and guesses are limited', async () => {
    for (let guess = 0; guess < 20; guess++) {
      expect(
        await codeOf(setUpStudio(studio(), { ...owner(), token: `guess ${guess}` }, '203.0.113.9')),
      ).toBe('link_invalid')
    }
    expect(await codeOf(setUpStudio(studio(), { ...owner(), token: token() }, '203.0.113.9'))).toBe(
      'too_many_attempts',
    )
    expect(await isSetUp(studio())).toBe(false)
  })

  test('a weak password is refused, and the token is good still', async () => {
    expect(
      await codeOf(setUpStudio(studio(), { ...owner({ password: 'password123' }), token: token() }, null)),
    ).toBe('password_too_common')
    expect(await codeOf(setUpStudio(studio(), { ...owner(), token: token() }, null))).toBe('set up')
  })

  test('the token has 256 bits and is another for every studio', () => {
    expect(Buffer.from(token(), 'base64url')).toHaveLength(32)
    expect(setUpToken({ signingSecret: Buffer.alloc(32, 8) })).not.toBe(token())
  })
})

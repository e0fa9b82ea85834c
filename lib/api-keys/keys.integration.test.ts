import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ensureOwner, OWNER_ID } from '#lib/accounts/mutations.ts'
import type { Role } from '#lib/accounts/roles.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { apiKeys, auditEntries, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import { authorise } from '#lib/openai-api/authorise.ts'
import { ApiError } from '#lib/openai-api/errors.ts'
import type { Actor } from '#lib/studio.ts'
import { keysOf } from './data.ts'
import { MAX_KEYS } from './schema.ts'
import { makeKey, revokeKey } from './service.ts'

const OWNER_KEY = 'a key of the environment'

describeEachDatabase('personal keys', (fresh) => {
  let db: Db
  let clock = new Date('2026-11-22T10:00:00.000Z')
  const context = () => ({ db, now: () => clock, env: loadEnv({ BUNCH_OWNER_API_KEY: OWNER_KEY }) })

  beforeAll(async () => {
    db = (await fresh()).database.db
    await ensureOwner(db)
  })

  async function person(role: Role = 'member'): Promise<Actor> {
    const id = randomUUID()
    await db.insert(people).values({ id, name: 'Mei', role })
    return actorOf(id, role)
  }
  const change = (actor: Actor, values: Partial<typeof people.$inferInsert>) =>
    db.update(people).set(values).where(eq(people.id, actor.personId))
  const ask = (key: string) =>
    authorise(new Request('http://studio/v1', { headers: { authorization: `Bearer ${key}` } }), context())
  const refusal = async (key: string) => {
    const thrown = await ask(key).catch((error: unknown) => error)
    return thrown instanceof ApiError ? thrown.status : thrown
  }
  const refused = (code: string) => expect.objectContaining({ name: 'AppError', code })

  test('a key is shown once, works, and is kept only as a hash', async () => {
    const mei = await person()
    const { key, ...dto } = await makeKey(context(), mei, { name: ' Poster\n\u202escript ' })
    expect(key).toMatch(/^bunch_[\w-]{43}$/)
    expect(dto).toMatchObject({ name: 'Poster script', hint: key.slice(-4), lastUsedAt: null })
    expect(await ask(key)).toMatchObject({ personId: mei.personId, role: 'member' })
    const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, dto.id))
    expect(JSON.stringify(row)).not.toContain(key.slice(0, -4))
    expect(await db.select().from(auditEntries).where(eq(auditEntries.personId, mei.personId))).toMatchObject(
      [{ action: 'key.made', targetType: 'key', targetId: dto.id, targetName: 'Poster script' }],
    )
  })

  test('its use is noted, at most once a minute', async () => {
    const mei = await person()
    const { key } = await makeKey(context(), mei, { name: 'k' })
    const lastUse = async () => (await keysOf(db, mei))[0]?.lastUsedAt
    const first = clock
    await ask(key)
    expect(await lastUse()).toBe(first.toISOString())
    clock = new Date(first.getTime() + 59_000)
    await ask(key)
    expect(await lastUse()).toBe(first.toISOString())
    clock = new Date(first.getTime() + 61_000)
    await ask(key)
    expect(await lastUse()).toBe(clock.toISOString())
  })

  test('a revoked key ends at once, is told in the log, and nobody revokes another’s', async () => {
    const [mei, tom] = [await person(), await person('admin')]
    const { key, id } = await makeKey(context(), mei, { name: 'k' })
    await expect(revokeKey(context(), tom, id)).rejects.toEqual(refused('not_found'))
    await revokeKey(context(), mei, id)
    expect(await refusal(key)).toBe(401)
    expect(await keysOf(db, mei)).toEqual([])
    await expect(revokeKey(context(), mei, id)).rejects.toEqual(refused('not_found'))
    const log = await db.select().from(auditEntries).where(eq(auditEntries.personId, mei.personId))
    expect(log.map(({ action }) => action)).toEqual(['key.made', 'key.revoked'])
  })

  test('a person has no more keys than may be', async () => {
    const mei = await person()
    for (let n = 0; n < MAX_KEYS; n++) await makeKey(context(), mei, { name: `k${n}` })
    await expect(makeKey(context(), mei, { name: 'one more' })).rejects.toEqual(refused('too_many_keys'))
  })

  describe('API key wider than its maker', () => {
    test('a viewer makes none', async () => {
      await expect(makeKey(context(), await person('viewer'), { name: 'k' })).rejects.toEqual(
        refused('forbidden'),
      )
    })

    test('the key of a person who became a viewer makes nothing', async () => {
      const mei = await person('admin')
      const { key } = await makeKey(context(), mei, { name: 'k' })
      await change(mei, { role: 'member' })
      expect(await ask(key)).toMatchObject({ role: 'member' })
      await change(mei, { role: 'viewer' })
      expect(await refusal(key)).toBe(403)
    })

    test.each(['suspendedAt', 'removedAt'] as const)('a key does nothing after %s', async (field) => {
      const mei = await person()
      const { key } = await makeKey(context(), mei, { name: 'k' })
      await change(mei, { [field]: clock })
      expect(await refusal(key)).toBe(401)
    })

    test('the key of the environment is no wider than the first owner is now', async () => {
      expect(await ask(OWNER_KEY)).toMatchObject({ personId: OWNER_ID, role: 'owner' })
      const owner = actorOf(OWNER_ID, 'owner')
      await change(owner, { role: 'viewer' })
      expect(await refusal(OWNER_KEY)).toBe(403)
      await change(owner, { role: 'owner', suspendedAt: clock })
      expect(await refusal(OWNER_KEY)).toBe(401)
      await change(owner, { suspendedAt: null })
    })
  })

  test('what is no key is nobody', async () => {
    for (const key of [
      'x',
      'bunch_',
      `bunch_${'a'.repeat(43)}`,
      `bunch_${'%'.repeat(43)}`,
      'a'.repeat(9_000),
    ]) {
      expect(await refusal(key)).toBe(401)
    }
  })
})

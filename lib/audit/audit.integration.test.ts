import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { decodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { auditPage } from './data.ts'
import { recordAudit } from './mutations.ts'
import type { AuditAction, AuditQuery } from './schema.ts'
import { exportAudit } from './service.ts'

const mei = actorOf(randomUUID(), 'admin')
const tom = actorOf(randomUUID(), 'member')
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute))

describeEachDatabase('audit log', (fresh) => {
  let db: Db

  beforeAll(async () => {
    db = (await fresh()).database.db
    await db.insert(people).values([
      { id: mei.personId, name: 'Mei' },
      { id: tom.personId, name: '=HYPERLINK("http://evil.example")' },
    ])
    const acts: [number, typeof mei | null, AuditAction][] = [
      [1, null, 'session.sign_in_failed'],
      [2, mei, 'session.signed_in'],
      [3, mei, 'share.made'],
      [3, tom, 'share.made'],
      [3, tom, 'share.revoked'],
      [4, tom, 'board.made'],
    ]
    for (const [minute, actor, action] of acts) {
      await recordAudit(db, {
        at: at(minute),
        actor: actor && { ...actor, ip: '192.0.2.7' },
        ip: '192.0.2.9',
        action,
        target: { type: 'share', id: '7', name: '-2+3"\r\n<b>李雷</b>' },
        details: { role: '@admin', expires: null, pictures: 3 },
      })
    }
  })

  const list = async (query: AuditQuery = {}, actor = mei) =>
    (await auditPage(db, actor, { ...query, cursor: null, limit: 50 })).items
  const actions = async (query: AuditQuery) => (await list(query)).map(({ action }) => action)

  test('tells who did what to what, when and from where, newest first', async () => {
    const entries = await list()
    expect(entries.map(({ at }) => at)).toEqual([4, 3, 3, 3, 2, 1].map((minute) => at(minute).toISOString()))
    expect(entries[0]).toMatchObject({
      person: { id: tom.personId, avatar: null },
      action: 'board.made',
      targetType: 'share',
      targetName: '-2+3"\r\n<b>李雷</b>',
      details: { role: '@admin', expires: null, pictures: 3 },
      ip: '192.0.2.7',
    })
    expect(entries.at(-1)).toMatchObject({ person: null, ip: '192.0.2.9' })
  })

  test('filters by person, action, noun and time', async () => {
    expect(await actions({ person: mei.personId })).toEqual(['share.made', 'session.signed_in'])
    expect(await actions({ action: 'share.made' })).toEqual(['share.made', 'share.made'])
    expect((await actions({ action: 'share', person: tom.personId })).sort()).toEqual([
      'share.made',
      'share.revoked',
    ])
    expect(await actions({ from: at(2).toISOString(), to: at(3).toISOString() })).toEqual([
      'session.signed_in',
    ])
    expect(await actions({ person: randomUUID() })).toEqual([])
  })

  test('pages meet every entry once, also those of one moment', async () => {
    const met: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await auditPage(db, mei, { cursor: decodeCursor(cursor), limit: 1 })
      met.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(met).toEqual((await list()).map(({ id }) => id))
  })

  test('a spreadsheet formula in the CSV export is text, whatever else names hold', async () => {
    const bytes = new Uint8Array(await new Response(exportAudit({ db }, mei, {})).arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines).toHaveLength(8)
    expect(lines.at(-1)).toBe('')
    expect(lines[1]).toBe(
      `"${at(4).toISOString()}","'=HYPERLINK(""http://evil.example"")","${tom.personId}","board.made","share","7",` +
        `"'-2+3"" <b>李雷</b>","role: @admin, expires: none, pictures: 3","192.0.2.7"`,
    )
  })

  test('an export of many pages is whole, and filtered as the list is', async () => {
    await db.insert(auditEntries).values(
      Array.from({ length: 1100 }, (_, index) => ({
        at: at(30 + (index % 3)),
        personId: mei.personId,
        action: 'setting.changed' as const,
        details: { index },
      })),
    )
    const text = await new Response(exportAudit({ db }, mei, { action: 'setting.changed' })).text()
    const met = [...text.matchAll(/"index: (\d+)"/g)].map(([, index]) => Number(index))
    expect(met.sort((a, b) => a - b)).toEqual(Array.from({ length: 1100 }, (_, index) => index))
  })

  test('who may not administer finds nothing', async () => {
    const refusal = expect.objectContaining({ name: 'AppError', code: 'not_found' })
    for (const actor of [tom, actorOf(mei.personId, 'viewer')]) {
      await expect(list({}, actor)).rejects.toEqual(refusal)
      expect(() => exportAudit({ db }, actor, {})).toThrow(refusal)
    }
  })

  describe('it is append-only', () => {
    test.each([
      ['a change', sql`update audit_entries set action = 'board.made'`],
      [
        'a change by its id',
        sql`update audit_entries set ip = null where id = (select id from audit_entries limit 1)`,
      ],
      ['a deletion', sql`delete from audit_entries where action = 'board.made'`],
      ['emptying it', sql`truncate audit_entries`],
      ['emptying it with what it refers to', sql`truncate people cascade`],
    ])('%s is refused by the database itself', async (_, statement) => {
      const before = await db.$count(auditEntries)
      const thrown = await Promise.resolve(db.execute(statement)).catch((error: unknown) => error)
      expect(thrown).toMatchObject({ cause: { message: 'the audit log is append-only' } })
      expect(await db.$count(auditEntries)).toBe(before)
    })
  })
})

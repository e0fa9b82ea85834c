import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PgliteStatements } from './pglite-statements.ts'

let lite: PGlite
let statements: PgliteStatements
beforeAll(async () => {
  lite = await PGlite.create()
  statements = new PgliteStatements(lite)
})
afterAll(() => lite.close())

const AS_OBJECTS = { rowMode: undefined, asText: [] }
const run = (text: string, params: unknown[] = []) => statements.run(text, params, AS_OBJECTS)
const isPrepared = async (text: string) => {
  const { rows } = await lite.query<{ count: number }>(
    'select count(*)::int as count from pg_prepared_statements where statement = $1',
    [text],
  )
  return rows[0]?.count === 1
}

describe('a text that comes again', () => {
  it('is prepared the second time, and answers each time as PGlite does', async () => {
    const text = `select $1::int4 as number, $2::int8 as big, $3::text as text, $4::timestamptz as moment,
      $5::jsonb as json, $6::bytea as bytes, $7::text[] as texts, $8::uuid as id, $9::bool as yes,
      $10::float8 as real, null::text as nothing, 'null'::jsonb as json_null`
    const bytes = Buffer.from([0, 255, 39])
    const [date, id] = [new Date(1e12), crypto.randomUUID()]
    const values = [
      [
        1,
        2n ** 40n,
        'Ümläut 香蕉 🍌 \' " \\ \n',
        date,
        { a: [1, null] },
        bytes,
        ['a', 'b"c', '香', ''],
        id,
        true,
        1.25,
      ],
      [-5, 7, '', '2026-01-02T03:04:05.678Z', ['x'], new Uint8Array(), [], id.toUpperCase(), false, -0.5],
      Array.from({ length: 10 }, () => null),
    ]
    for (const params of [...values, ...values]) {
      const { rows, fields } = await lite.query(text, params)
      expect(await run(text, params)).toEqual({ rows, fields })
      const inArrays = await lite.query(text, params, { rowMode: 'array' })
      expect((await statements.run(text, params, { rowMode: 'array', asText: [] })).rows).toEqual(
        inArrays.rows,
      )
    }
    expect(await isPrepared(text)).toBe(true)
  })

  it('gives the types that are asked for as PostgreSQL writes them', async () => {
    const text = `select 'a' as a, '2026-01-02 03:04:05+00'::timestamptz as moment`
    const TIMESTAMPTZ = 1184
    for (let times = 0; times < 3; times++) {
      const { rows } = await statements.run(text, [], { rowMode: 'array', asText: [TIMESTAMPTZ] })
      expect(rows).toEqual([['a', expect.stringMatching(/^2026-01-02 /)]])
    }
  })

  it('is not prepared if it came once, or is very long', async () => {
    await run('select 1 as once')
    expect(await isPrepared('select 1 as once')).toBe(false)
    const list = `select count(*)::int as count from (values ${'(1), '.repeat(3_000)}(1)) as listed`
    for (let times = 0; times < 3; times++) expect((await run(list)).rows).toEqual([{ count: 3_001 }])
    expect(await isPrepared(list)).toBe(false)
  })

  it('sees the columns that a table has now', async () => {
    await run('create table grows (a int)')
    await run('insert into grows values (1)')
    for (let times = 0; times < 3; times++)
      expect((await run('select * from grows')).rows).toEqual([{ a: 1 }])
    await run('alter table grows add column b int default 2')
    expect((await run('select * from grows')).rows).toEqual([{ a: 1, b: 2 }])
  })

  it('makes room for others, and is as good as new when it comes back', async () => {
    const texts = Array.from({ length: 250 }, (_, at) => `select ${at} as at, $1::int as given`)
    for (let times = 0; times < 3; times++) {
      for (const [at, text] of texts.entries()) {
        expect((await run(text, [times])).rows).toEqual([{ at, given: times }])
      }
    }
    const { rows } = await lite.query<{ count: number }>(
      'select count(*)::int as count from pg_prepared_statements',
    )
    expect(rows).toEqual([{ count: 200 }])
  })
})

describe('what PostgreSQL is against', () => {
  it('is thrown with its code, and the next statement runs', async () => {
    await run('create table unique_ones (id int primary key)')
    for (let times = 0; times < 3; times++) {
      await expect(run('select * from no_such_table')).rejects.toMatchObject({ code: '42P01' })
      await expect(run('select 1 / $1::int as x', [0])).rejects.toMatchObject({ code: '22012' })
      await expect(run('select $1::int as x', ['no number'])).rejects.toMatchObject({ code: '22P02' })
      expect((await run('select 1 / $1::int as x', [1])).rows).toEqual([{ x: 1 }])
    }
    await run('insert into unique_ones values ($1)', [1])
    for (let times = 0; times < 3; times++) {
      await expect(run('insert into unique_ones values ($1)', [1])).rejects.toMatchObject({
        code: '23505',
        constraint: 'unique_ones_pkey',
      })
    }
  })

  it('spoils the transaction that it is in, and no other', async () => {
    await run('create table kept (id int)')
    const insert = 'insert into kept values ($1) returning id'
    for (let id = 0; id < 3; id++) {
      await run('begin')
      expect((await run(insert, [id])).rows).toEqual([{ id }])
      await expect(run('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' })
      await expect(run(insert, [id])).rejects.toMatchObject({ code: '25P02' })
      await run('rollback')
      await run('begin')
      await run(insert, [id + 10])
      await run('commit')
    }
    expect((await run('select id from kept order by id')).rows).toEqual([{ id: 10 }, { id: 11 }, { id: 12 }])
  })
})

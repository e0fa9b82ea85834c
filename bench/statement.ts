/**
 * What a statement costs on the embedded database the way `PgliteStatements` runs it, and as the floor PGlite's own `query`: the
 * lookup of a session, with which every request begins. The two take turns, on a database in memory and with WebAssembly
 * compiled as the studio has it.
 *
 *   node --no-wasm-tier-up --no-wasm-dynamic-tiering --conditions=react-server bench/statement.ts [--rounds 500]
 */
import { parseArgs } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { PgliteStatements } from '#lib/db/pglite-statements.ts'
import { quantile, report, timed } from './harness.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '500' } } })
const ROUNDS = Number(values.rounds)
const PEOPLE = 200

const lite = await PGlite.create()
await lite.exec(`
  create table people (id int primary key, name text not null, role text not null, suspended_at timestamptz);
  create table sessions (token text primary key, person_id int references people, expires_at timestamptz not null);
  insert into people select at, 'Person ' || at, 'member' from generate_series(1, ${PEOPLE}) as at;
  insert into sessions select 'token-' || id, id, now() + interval '1 day' from people;
  analyze`)
const statements = new PgliteStatements(lite)
const TEXT = `select people.* from sessions join people on people.id = sessions.person_id
  where sessions.token = $1 and sessions.expires_at > $2`

const ways = {
  ours: (params: unknown[]) => statements.run(TEXT, params, { rowMode: 'array', asText: [] }),
  own: (params: unknown[]) => lite.query(TEXT, params, { rowMode: 'array' }),
}
const times: Record<keyof typeof ways, number[]> = { ours: [], own: [] }
for (let round = -20; round < ROUNDS; round++) {
  const params = [`token-${1 + (Math.abs(round) % PEOPLE)}`, new Date()]
  for (const way of ['ours', 'own'] as const) {
    const { ms, value } = await timed(() => ways[way](params))
    if (value.rows.length !== 1) throw new Error(`${way}: the session was not found`)
    if (round >= 0) times[way].push(ms)
  }
}
await lite.close()

const told = (ms: number[]) => `${quantile(ms).toFixed(2)} / ${quantile(ms, 0.95).toFixed(2)}`
report(`bench/statement.ts --rounds ${ROUNDS}`, [
  {
    what: 'Lookup of a session, median / p95 ms',
    budget: '–',
    measured: told(times.ours),
    floor: `PGlite's query ${told(times.own)}`,
  },
])

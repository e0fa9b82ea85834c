import { type InferInsertModel, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db, Tx } from '#lib/db/client.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { searchWords } from '#lib/library/words.ts'

/** As `DRIZZLE_CASING` writes names. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Inserts rows in one statement, whatever their number: they travel as one JSON text. Every row has the columns of the
 * first.
 */
export async function insertRows<T extends PgTable>(
  db: Db | Tx,
  table: T,
  rows: readonly InferInsertModel<T>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(
    Object.keys(first).map((key) => sql.identifier(snake(key))),
    sql`, `,
  )
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value])),
  )
  await db.execute(
    sql`insert into ${table} (${columns})
        select ${columns} from json_populate_recordset(null::${table}, ${JSON.stringify(records)}::json)`,
  )
}

/** The words of texts as the text of a `tsvector`. Words hold letters and digits only, so nothing needs escaping. */
export function vectorOf(...texts: string[]): string {
  return searchWords(texts.join('\n'))
    .map((word) => `'${word}'`)
    .join(' ')
}

/** An id that looks as random ones do. */
export function uuidOf(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    random
      .int(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  const variant = '89ab'[random.int(0, 3)] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** One of these, in proportion to their weights. */
export function pickWeighted<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): T {
  let at = random.next() * items.reduce((sum, item) => sum + weightOf(item), 0)
  for (const item of items) {
    at -= weightOf(item)
    if (at < 0) return item
  }
  const last = items.at(-1)
  if (last === undefined) throw new Error('nothing to pick from')
  return last
}

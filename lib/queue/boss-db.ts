import 'server-only'
import { sql } from 'drizzle-orm'
import { type Db as BossDb, fromPglite } from 'pg-boss'
import type { Database, EmbeddedDatabase, Tx } from '#lib/db/client.ts'
import { asPglite } from '#lib/db/pglite.ts'

/** Lets pg-boss run on the studio's own connections. */
export function bossDatabase(
  database: Database,
  onGap: () => void,
  onNotify: (queue: string) => void,
): BossDb {
  return {
    ...(database.kind === 'pglite'
      ? fromPglite(asPglite(database.lite))
      : {
          executeSql: async (text, values) => {
            // Without values `pg` uses the simple protocol, which takes the several statements of a migration.
            const result: { rows: unknown[] } | { rows: unknown[] }[] = await database.pool.query(
              text,
              values?.length ? values : undefined,
            )
            return Array.isArray(result) ? { rows: result.flatMap((part) => part.rows) } : result
          },
        }),
    // pg-boss names the channel that its sends notify; its own workers are not used, ours listen in.
    listen: async (channel, onNotification, onReconnect) => {
      const stop = await database.listen(
        channel,
        (queue) => {
          onNotification(queue)
          onNotify(queue)
        },
        () => {
          onReconnect()
          onGap()
        },
      )
      onReconnect()
      return { close: stop }
    },
  }
}

/**
 * For taking jobs on the embedded database: the commit is not synced. After a crash a job that was taken waits or is
 * active, and either way comes back; to sync would only delay the call.
 */
export function bossUnsynced({ lite }: EmbeddedDatabase): BossDb {
  return {
    executeSql: async (text, values) => {
      if (values?.length) return lite.query(text, values)
      // Sent together, both statements are one transaction, which is what the setting lasts for.
      const results = await lite.exec(`select set_config('synchronous_commit', 'off', true);${text}`)
      return { rows: results.at(-1)?.rows ?? [] }
    },
  }
}

/** pg-boss's statements, whose placeholders are `$1`, `$2` …, within a transaction of ours. */
export function bossTransaction(tx: Tx): BossDb {
  return {
    executeSql: async (text, values = []) => {
      const parts = text.split(/\$(\d+)/)
      const query = sql.join(
        parts.map((part, index) =>
          index % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`,
        ),
      )
      return (await tx.execute(query)) as { rows: unknown[] }
    },
  }
}

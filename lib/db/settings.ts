import 'server-only'
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from './client.ts'
import { settings } from './schema/schema.ts'

/** A fact of the studio itself, or `undefined`. Callers check its shape: it was written by some version of Bunch. */
export async function readSetting(db: Db | Tx, key: string): Promise<unknown> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row?.value
}

/** The condition that a setting has no value. */
export function settingIsUnset(key: string): SQL {
  return sql`not exists (select from ${settings} where ${settings.key} = ${key})`
}

export async function writeSetting(db: Db | Tx, key: string, value: unknown): Promise<void> {
  await db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, changedAt: new Date() } })
}

export async function deleteSetting(db: Db | Tx, key: string): Promise<void> {
  await db.delete(settings).where(eq(settings.key, key))
}

/** Writes a value unless there is one, and returns the one that stands: several processes may start at once. */
export async function settingOnce(db: Db, key: string, value: unknown): Promise<unknown> {
  await db.insert(settings).values({ key, value }).onConflictDoNothing()
  return readSetting(db, key)
}

import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { imageLooks } from '#lib/db/schema/schema.ts'
import { readSetting, writeSetting } from '#lib/db/settings.ts'

/** Stores how pictures look. */
export async function setLooks(db: Db | Tx, looks: { imageId: string; look: string }[]): Promise<void> {
  if (looks.length === 0) return
  await db
    .insert(imageLooks)
    .values(looks)
    .onConflictDoUpdate({ target: imageLooks.imageId, set: { look: sql`excluded.look` } })
}

/** Under this name stands that no picture from before there were looks waits for one. */
const OLDER_DONE = 'older-pictures-looked-at'

export async function areOlderLooksStored(db: Db): Promise<boolean> {
  return (await readSetting(db, OLDER_DONE)) === true
}

/** Notes that every picture that is not new has its look, as far as one could be had. */
export async function noteOlderLooks(db: Db): Promise<void> {
  await writeSetting(db, OLDER_DONE, true)
}

import 'server-only'
import type { SQL } from 'drizzle-orm'
import { recordAudit } from '#lib/audit/mutations.ts'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { lockBytes } from '#lib/images/mutations.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { trashedBefore } from './data.ts'
import { areBytesUsed, forgetBytes, hashesToRemove, purge } from './mutations.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'log' | 'now'>

/** Pictures in one transaction: others wait for no more than these. */
const BATCH = 200

/**
 * After this time the bytes of a picture that was deleted for good are looked for a last time: what was just being made of
 * them (a thumbnail, a conversion) is there by then.
 */
const SETTLED_MS = 10 * 60_000

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Deletes pictures in the trash for good, in batches. First the rows say so, then the bytes go: a crash in between leaves
 * bytes that nothing lists, and `removeBytes` finds them by the rows.
 */
export async function deleteForGood(
  studio: Context,
  which: SQL | undefined,
  by: { actor: Actor | null },
): Promise<number> {
  const now = studio.now()
  let deleted = 0
  for (let gone = -1; gone !== 0; ) {
    gone = await studio.db.transaction((tx) => purge(tx, { which, limit: BATCH, now }))
    deleted += gone
  }
  if (deleted === 0) return 0
  await recordAudit(studio.db, {
    at: now,
    actor: by.actor,
    action: 'trash.emptied',
    details: { pictures: deleted, ...(by.actor === null && { automatic: true }) },
  })
  // Not waited for: with thousands of files it takes a while, and what is left the next look finds.
  void removeBytes(studio).catch((error: unknown) => {
    studio.log.error({ err: error }, 'bytes of deleted pictures could not be removed yet')
  })
  return deleted
}

/**
 * Removes the bytes of pictures that were deleted for good, where no other picture has the same. Safe to repeat, after a
 * crash at any point, and by several processes at once; meanwhile no picture can come to have them (`lockBytes`).
 */
export async function removeBytes(studio: Context): Promise<void> {
  const settled = new Date(studio.now().getTime() - SETTLED_MS)
  let after = ''
  for (;;) {
    const hashes = await hashesToRemove(studio.db, after, BATCH)
    for (const sha256 of hashes) {
      await studio.db.transaction(async (tx) => {
        await lockBytes(tx, sha256)
        if (!(await areBytesUsed(tx, sha256))) {
          for (const prefix of blobKeys.ofOriginal(sha256)) await studio.blobs.remove(prefix)
        }
        await forgetBytes(tx, sha256, settled)
      })
    }
    after = hashes.at(-1) ?? ''
    if (hashes.length < BATCH) return
  }
}

/** Empties the trash of what has lain there for `BUNCH_TRASH_DAYS`, and looks for bytes that an earlier end left behind. */
export async function emptyDue(studio: Context & Pick<Studio, 'env'>): Promise<void> {
  const due = new Date(studio.now().getTime() - studio.env.BUNCH_TRASH_DAYS * DAY_MS)
  const deleted = await deleteForGood(studio, trashedBefore(due), { actor: null })
  if (deleted > 0) studio.log.info({ pictures: deleted }, 'emptied the trash of what was due')
  await removeBytes(studio)
}

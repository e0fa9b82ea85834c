import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { BlobNotFoundError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { lookOfPicture } from '#lib/images/thumbnails.ts'
import { drainSignal } from '#lib/server.ts'
import type { Studio } from '#lib/studio.ts'
import { picturesAfter } from './look.data.ts'
import { areOlderLooksStored, noteOlderLooks, setLooks } from './look.mutations.ts'

const BATCH = 200
/** Between batches, so that people's own work comes first. */
const PAUSE_MS = 100
const THUMB_WIDTH = 320
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000'

type Context = Pick<Studio, 'db' | 'blobs' | 'log'>

/**
 * Looks at pictures from before there were looks, by their smallest thumbnails, a few at a time until all have one or the
 * process drains. One whose thumbnail is missing or broken stays without. Once it came to the end it does nothing any more: to ask
 * for each of a hundred thousand would keep the embedded database busy for a minute of every start.
 */
export async function lookAtOlderPictures(studio: Context, ended = drainSignal()): Promise<void> {
  if (await areOlderLooksStored(studio.db)) return
  let stored = 0
  for (let after = FIRST; !ended.aborted; await sleep(PAUSE_MS, undefined, { ref: false })) {
    const pictures = await picturesAfter(studio.db, after, BATCH)
    const last = pictures.at(-1)
    if (!last) {
      await noteOlderLooks(studio.db)
      break
    }
    after = last.imageId
    // The pictures of a run may hold the same bytes, and thumbnails are stored by their bytes.
    const looks = new Map<string, string | null>()
    for (const { sha256, known } of pictures) {
      if (sha256 && !known && !looks.has(sha256)) looks.set(sha256, await storedLook(studio, sha256))
    }
    const seen = pictures.flatMap(({ imageId, sha256, known }) => {
      const look = sha256 && !known ? looks.get(sha256) : null
      return look ? [{ imageId, look }] : []
    })
    await setLooks(studio.db, seen)
    stored += seen.length
  }
  if (stored > 0) studio.log.info({ pictures: stored }, 'older pictures can be found by their look')
}

async function storedLook({ blobs, log }: Pick<Context, 'blobs' | 'log'>, sha256: string) {
  try {
    return await lookOfPicture(await blobs.bytes(blobKeys.thumb(sha256, THUMB_WIDTH)))
  } catch (error) {
    if (!(error instanceof BlobNotFoundError)) log.warn({ err: error, sha256 }, 'a thumbnail cannot be read')
    return null
  }
}

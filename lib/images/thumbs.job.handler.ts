import 'server-only'
import { touchGeneration } from '#lib/generations/mutations.ts'
import { setLooks } from '#lib/library/look.mutations.ts'
import type { Studio } from '#lib/studio.ts'
import { setThumbs } from './mutations.ts'
import { makeThumbsOnce } from './thumbnails.ts'
import { imageById } from './worker.data.ts'

/** Makes a picture's thumbnails, ThumbHash and look, once. Does nothing where they are there. */
export async function makeThumbsOf(studio: Studio, imageId: string): Promise<void> {
  const image = await imageById(studio.db, imageId)
  if (!image?.sha256 || image.thumbsAt) return
  const { thumbHash, look } = await makeThumbsOnce(studio.blobs, image.sha256)
  await studio.db.transaction(async (tx) => {
    const now = studio.now()
    await setThumbs(tx, imageId, thumbHash, now)
    await setLooks(tx, [{ imageId, look }])
    await touchGeneration(tx, image.generationId, now)
    await studio.events.announce(tx, { type: 'generation', id: image.generationId })
  })
}

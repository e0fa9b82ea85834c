import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { Db } from '#lib/db/client.ts'
import { generationReferences, generations, images } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'

let made = 0

/** A picture of its own colours, a gradient so that a cut shows where it was made, and with metadata. */
export function testPicture(width = 96, height = 54): Promise<Buffer> {
  made += 1
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = Math.floor((255 * ((at / 3) % width)) / width)
    pixels[at + 1] = Math.floor((255 * Math.floor(at / 3 / width)) / height)
    pixels[at + 2] = (made * 31) % 256
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withExif({ IFD0: { Artist: 'Somebody with a name' } })
    .png()
    .toBuffer()
}

interface TestImage {
  isPrivate?: boolean
  referenceIds?: string[]
  /** Columns of its run. */
  run?: Partial<typeof generations.$inferInsert>
  /** Columns of its row. */
  row?: Partial<typeof images.$inferInsert>
  /** Bytes to be stored; without them the row names bytes that nobody looks at. */
  bytes?: Buffer
}

/** A finished picture in the database, made with these references. */
export async function insertPicture(
  { db, blobs }: { db: Db; blobs?: BlobStore },
  maker: Actor,
  { isPrivate = false, referenceIds = [], run, row, bytes }: TestImage = {},
): Promise<{ imageId: string; generationId: string; sha256: string }> {
  const [generationId, imageId] = [randomUUID(), randomUUID()]
  const sha256 = createHash('sha256')
    .update(bytes ?? imageId)
    .digest('hex')
  if (bytes) await blobs?.put(blobKeys.original(sha256), bytes)
  made += 1
  const at = new Date(Date.UTC(2026, 10, 1) + made * 1000)
  await db.insert(generations).values({
    id: generationId,
    personId: maker.personId,
    source: 'studio',
    prompt: 'a fox in the snow',
    model: 'nano-banana-pro',
    ratio: '16:9',
    tier: '1K',
    n: 1,
    expectedWidth: 96,
    expectedHeight: 54,
    sandbox: false,
    requestHash: 'x',
    private: isPrivate,
    createdAt: at,
    changedAt: at,
    ...run,
  })
  if (referenceIds.length > 0) {
    await db
      .insert(generationReferences)
      .values(referenceIds.map((referenceId, position) => ({ generationId, position, referenceId })))
  }
  await db.insert(images).values({
    id: imageId,
    generationId,
    personId: maker.personId,
    index: 0,
    status: 'succeeded',
    turn: 0,
    queuedAt: at,
    finishedAt: at,
    madeAt: at,
    sha256,
    mime: 'image/png',
    width: 96,
    height: 54,
    bytes: bytes?.length ?? 9,
    ...row,
  })
  return { imageId, generationId, sha256 }
}

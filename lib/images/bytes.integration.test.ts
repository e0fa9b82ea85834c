import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { type BlobStore, BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { linkedBytes, originalBytes, thumbBytes, thumbWidth } from './bytes.ts'
import { THUMB_WIDTHS } from './thumb-widths.ts'

const NOT_FOUND = expect.objectContaining({ name: 'AppError', code: 'not_found' })

describeEachDatabase('bytes of pictures', (fresh) => {
  let db: Db
  let blobs: BlobStore
  const maker = actorOf(randomUUID())
  const stranger = actorOf(randomUUID())
  const now = new Date('2026-11-22T10:00:00.000Z')

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
    await db
      .insert(people)
      .values([maker, stranger].map(({ personId }) => ({ id: personId, name: 'Somebody' })))
  })

  /** A picture of the maker: with bytes, or without while `background` is `null`. */
  async function imageOf(
    background: string | null,
    { isPrivate = false, ...extra }: { deletedAt?: Date; isPrivate?: boolean } = {},
  ) {
    const bytes =
      background &&
      (await sharp({ create: { width: 900, height: 450, channels: 3, background } })
        .webp()
        .toBuffer())
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex')
    if (bytes && sha256) await blobs.put(blobKeys.original(sha256), bytes)
    const [generationId, imageId] = [randomUUID(), randomUUID()]
    await db.insert(generations).values({
      id: generationId,
      personId: maker.personId,
      source: 'studio',
      prompt: '雪里的狐狸 "fox"',
      model: 'nano-banana-2',
      ratio: '2:1',
      n: 1,
      expectedWidth: 900,
      expectedHeight: 450,
      sandbox: true,
      requestHash: 'x',
      private: isPrivate,
      createdAt: now,
      changedAt: now,
    })
    await db.insert(images).values({
      id: imageId,
      generationId,
      personId: maker.personId,
      index: 2,
      status: bytes ? 'succeeded' : 'running',
      turn: 0,
      queuedAt: now,
      ...(bytes ? { sha256, mime: 'image/webp', width: 900, height: 450, bytes: bytes.length } : {}),
      ...extra,
    })
    return { imageId, sha256: sha256 ?? '', size: bytes ? bytes.length : 0 }
  }

  test('an original has its real type and size, a tag by content and a name from its prompt', async () => {
    const { imageId, sha256, size } = await imageOf('#123')
    const served = await originalBytes(db, maker, { imageId, download: true })
    expect(served).toMatchObject({ key: blobKeys.original(sha256), mime: 'image/webp', size, tag: sha256 })
    expect(served.disposition).toMatch(/^attachment; filename="fox 3.webp"; filename\*=UTF-8''%E9%9B%AA/)
    expect((await originalBytes(db, maker, { imageId, download: false })).disposition).toMatch(/^inline;/)
  })

  test('one in the trash can still be looked at', async () => {
    const { imageId, sha256 } = await imageOf('#124', { deletedAt: now })
    expect(await originalBytes(db, maker, { imageId, download: false })).toMatchObject({ tag: sha256 })
  })

  test('the team sees them too', async () => {
    const { imageId, sha256 } = await imageOf('#127')
    expect(await originalBytes(db, stranger, { imageId, download: false })).toMatchObject({ tag: sha256 })
  })

  test('a signed link works as long as its maker’s account, whoever may see the picture', async () => {
    const { imageId, sha256 } = await imageOf('#128', { isPrivate: true })
    expect(await linkedBytes(db, imageId)).toMatchObject({ tag: sha256 })
    for (const end of ['suspendedAt', 'removedAt'] as const) {
      await db
        .update(people)
        .set({ [end]: now })
        .where(eq(people.id, maker.personId))
      await expect(linkedBytes(db, imageId)).rejects.toEqual(NOT_FOUND)
      await db
        .update(people)
        .set({ [end]: null })
        .where(eq(people.id, maker.personId))
    }
  })

  test("another's private, trashed, unknown or unfinished one is not found, in the same words", async () => {
    const { imageId } = await imageOf('#125', { isPrivate: true })
    const trashed = await imageOf('#129', { deletedAt: now })
    const unfinished = await imageOf(null)
    for (const [actor, id] of [
      [stranger, imageId],
      [actorOf(stranger.personId, 'owner'), imageId],
      [stranger, trashed.imageId],
      [maker, randomUUID()],
      [maker, unfinished.imageId],
    ] as const) {
      await expect(originalBytes(db, actor, { imageId: id, download: false })).rejects.toEqual(NOT_FOUND)
      await expect(thumbBytes(db, blobs, actor, { imageId: id, width: 320 })).rejects.toEqual(NOT_FOUND)
    }
  })

  test('thumbnails that the worker has not made are made when asked for, once for all who ask', async () => {
    const { imageId, sha256 } = await imageOf('#126')
    const opened = vi.spyOn(blobs, 'withFile')
    const asked = [...THUMB_WIDTHS, ...THUMB_WIDTHS].map((width) =>
      thumbBytes(db, blobs, maker, { imageId, width }),
    )
    const served = await Promise.all(asked)
    expect(opened).toHaveBeenCalledTimes(1)
    opened.mockRestore()
    expect(served[0]).toMatchObject({
      mime: 'image/webp',
      tag: `${sha256}-240`,
      key: blobKeys.thumb(sha256, 240),
    })
    const bytes = await blobs.bytes(blobKeys.thumb(sha256, 640))
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 640, height: 320 })
  })

  test('a width that there was not when the others were made is made of them', async () => {
    const { imageId, sha256 } = await imageOf('#621')
    await thumbBytes(db, blobs, maker, { imageId, width: 640 })
    await blobs.remove(blobKeys.thumb(sha256, 240))
    const opened = vi.spyOn(blobs, 'withFile')
    const { key, size } = await thumbBytes(db, blobs, maker, { imageId, width: 240 })
    expect(opened.mock.calls.map(([from]) => from)).toEqual([blobKeys.thumb(sha256, 640)])
    opened.mockRestore()
    const bytes = await blobs.bytes(key)
    expect(bytes).toHaveLength(size)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 240, height: 120 })
    // A full disk takes no picture from the gallery.
    await blobs.remove(key)
    const full = vi.spyOn(blobs, 'put').mockRejectedValue(new BlobStoreFullError('no room'))
    const instead = await thumbBytes(db, blobs, maker, { imageId, width: 240 })
    expect(instead.key).toBe(blobKeys.thumb(sha256, 640))
    full.mockRestore()
  })
})

describe('thumbWidth', () => {
  test('knows the widths there are and nothing else', () => {
    expect(thumbWidth('640')).toBe(640)
    for (const text of ['641', '0640', '640.0', '', '../320'])
      expect(() => thumbWidth(text)).toThrow(NOT_FOUND)
  })
})

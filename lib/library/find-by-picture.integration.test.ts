import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { imageLooks, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { blackPng } from '#lib/images/testing.ts'
import { lookOfPicture, makeThumbs } from '#lib/images/thumbnails.ts'
import { createLog } from '#lib/log.ts'
import { exportPicture } from '#lib/recipes/export.ts'
import { exportRequest } from '#lib/recipes/export-request.ts'
import { insertPicture, testPicture } from '#lib/recipes/testing.ts'
import type { Actor } from '#lib/studio.ts'
import { findByPicture } from './find-by-picture.ts'
import { libraryCount } from './index.data.ts'
import { libraryItems } from './items.data.ts'
import { countWithoutLook, picturesAfter } from './look.data.ts'
import { setLooks } from './look.mutations.ts'
import { lookHex } from './look.ts'
import { lookAtOlderPictures } from './look-at-older-pictures.ts'
import { EVERYTHING, type LibraryQuery } from './query.ts'

const code = (name: string) => expect.objectContaining({ name: 'AppError', code: name })

async function* stream(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** A picture whose upper part has one colour and whose lower part another. */
const halves = (above: string, below: string, side = 64) =>
  sharp({ create: { width: side, height: side, channels: 3, background: above } })
    .composite([
      {
        input: { create: { width: side, height: side / 2, channels: 3, background: below } },
        gravity: 'south',
      },
    ])
    .png()
    .toBuffer()

describeEachDatabase('finding by a picture', (fresh) => {
  let db: Db
  let blobs: BlobStore
  const mei = actorOf(randomUUID())
  const tom = actorOf(randomUUID())
  const admin = actorOf(randomUUID(), 'admin')

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
    await db
      .insert(people)
      .values([mei, tom, admin].map(({ personId }) => ({ id: personId, name: 'Somebody' })))
  })

  const find = (actor: Actor, bytes: Uint8Array) =>
    findByPicture(db, actor, { body: stream(bytes), name: 'found.png' })
  const shown = async (actor: Actor, query: Partial<LibraryQuery>) => {
    const whole = { ...EVERYTHING, ...query }
    const anywhere = { range: { after: null, until: null }, limit: 256 }
    const items = await libraryItems(db, actor, whole, anywhere)
    expect(await libraryCount(db, actor, whole)).toBe(items.length)
    return items.map(({ id }) => id)
  }
  async function keep(bytes: Buffer, isPrivate = false): Promise<string> {
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes, isPrivate })
    await setLooks(db, [{ imageId, look: await lookOfPicture(bytes) }])
    return imageId
  }

  test('knows an original by its bytes', async () => {
    const bytes = await testPicture()
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes })
    const look = lookHex(await lookOfPicture(bytes))
    expect(await find(tom, bytes)).toEqual({ imageId, look })
    expect(await find(tom, await testPicture())).toMatchObject({ imageId: null })
  })

  test('knows an exported copy by the recipe that it carries', async () => {
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes: await testPicture() })
    const request = exportRequest(new URLSearchParams('format=jpg&recipe=1'))
    if (request.format === 'original') throw new Error('a copy was meant')
    const signal = new AbortController().signal
    const { bytes } = await exportPicture({ db, blobs }, mei, imageId, { request, signal })
    expect(await find(tom, bytes)).toMatchObject({ imageId })
  })

  test('tells nobody of what another keeps to themselves, or has thrown away', async () => {
    const secret = await testPicture()
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes: secret, isPrivate: true })
    const thrown = await testPicture()
    await insertPicture({ db, blobs }, mei, { bytes: thrown, row: { deletedAt: new Date() } })
    for (const actor of [tom, admin]) expect(await find(actor, secret)).toMatchObject({ imageId: null })
    expect(await find(mei, secret)).toMatchObject({ imageId })
    expect(await find(mei, thrown)).toMatchObject({ imageId: null })
  })

  test('finds what looks like it, the most alike first, and nothing that may not be seen', async () => {
    const picture = await halves('#f2b632', '#1d3557')
    const same = await keep(picture)
    const alike = await keep(await halves('#e9ac2e', '#20406a'))
    const other = await keep(await halves('#0a5c2b', '#f4f1ea'))
    const hidden = await keep(await halves('#f2b632', '#1d3556'), true)
    const small = await sharp(picture).resize(40).jpeg({ quality: 60 }).toBuffer()
    const { look } = await find(tom, small)
    expect(await shown(tom, { look })).toEqual([same, alike])
    expect((await shown(mei, { look })).toSorted()).toEqual([same, alike, hidden].toSorted())
    expect(await shown(tom, { look, people: ['me'] })).toEqual([])

    expect(await shown(tom, { like: same })).toEqual([alike])
    expect(await shown(mei, { like: other })).toEqual([])
    // As if it were not there.
    expect(await shown(tom, { like: hidden })).toEqual([])
    expect(await shown(mei, { like: hidden })).toEqual([same, alike])
    expect(await shown(mei, { like: randomUUID() })).toEqual([])
  })

  test('looks at older pictures once, by their thumbnails', async () => {
    const bytes = await halves('#7a1fa2', '#ffd54f')
    const at = new Date()
    const { imageId, sha256 } = await insertPicture({ db, blobs }, mei, { bytes, row: { thumbsAt: at } })
    const { look } = await makeThumbs(blobs, sha256)
    // Its thumbnail is gone; the rest goes on.
    await insertPicture({ db, blobs }, mei, { row: { thumbsAt: at } })
    const missing = await countWithoutLook(db, tom)
    await insertPicture({ db, blobs }, mei, { isPrivate: true })
    expect(await countWithoutLook(db, tom)).toBe(missing)
    expect(await countWithoutLook(db, mei)).toBeGreaterThan(missing)
    const lookAtAll = () =>
      lookAtOlderPictures({ db, blobs, log: createLog('silent') }, new AbortController().signal)
    await lookAtAll()
    const known = await picturesAfter(db, '00000000-0000-0000-0000-000000000000', 10)
    expect(known.find((one) => one.imageId === imageId)).toMatchObject({ known: true })
    expect(known.filter((one) => one.known)).toHaveLength(1)
    expect((await shown(mei, { look: lookHex(look) }))[0]).toBe(imageId)
    expect(await countWithoutLook(db, tom)).toBe(missing - 1)
    expect(await blobs.stat(blobKeys.thumb(sha256, 320))).not.toBeNull()
    await db.delete(imageLooks).where(eq(imageLooks.imageId, imageId))
    await lookAtAll()
    expect((await shown(mei, { look: lookHex(look) }))[0]).toBeUndefined()
  })

  describe('hostile files', () => {
    const script = '<script>alert(1)</script>'
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

    test.each([
      ['of zero bytes', async () => Buffer.alloc(0)],
      ['that are text', async () => Buffer.from(script)],
      ['of SVG', async () => Buffer.from(svg)],
      ['of PDF', async () => Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF')],
      ['of 30,000 × 30,000 pixels', async () => blackPng(30_000, 30_000)],
      [
        'that are cut off',
        async () => {
          const whole = await sharp({
            create: {
              ...{ width: 200, height: 200, channels: 3, background: '#000' },
              noise: { type: 'gaussian', mean: 128, sigma: 50 },
            },
          })
            .jpeg()
            .toBuffer()
          return whole.subarray(0, whole.length / 2)
        },
      ],
    ])('%s are refused by name', async (_, make) => {
      await expect(find(tom, await make())).rejects.toEqual(code('reference_unreadable'))
    })

    test('more bytes than an upload may have are refused while they come', async () => {
      async function* endless() {
        for (;;) yield Buffer.alloc(1024 * 1024)
      }
      await expect(findByPicture(db, tom, { body: endless(), name: 'a.png' })).rejects.toEqual(
        code('reference_too_large'),
      )
    })

    test('a polyglot is only ever the picture in it; a HEIC is one', async () => {
      const picture = await halves('#f2b632', '#1d3557')
      const { look } = await find(tom, picture)
      expect(await find(tom, Buffer.concat([picture, Buffer.from(script)]))).toMatchObject({ look })
      const heic = await readFile(new URL('../references/fixtures/display-p3.heic', import.meta.url))
      expect((await find(tom, heic)).look).toMatch(/^[0-9a-f]{64}$/)
    })

    test('nothing of any of them is left', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bunch-find-'))
      vi.stubEnv('TMPDIR', folder)
      try {
        await find(tom, await testPicture())
        await expect(find(tom, Buffer.from(svg))).rejects.toThrow()
        expect(await readdir(folder)).toEqual([])
      } finally {
        vi.unstubAllEnvs()
        await rm(folder, { recursive: true })
      }
    })
  })
})

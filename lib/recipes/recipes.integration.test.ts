import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { kits, kitVersions, people } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { uploadReference } from '#lib/references/service.ts'
import type { Actor } from '#lib/studio.ts'
import { exportPicture } from './export.ts'
import { exportRequest } from './export-request.ts'
import { readRecipe } from './read.ts'
import { insertPicture, testPicture } from './testing.ts'

const code = (name: string) => expect.objectContaining({ name: 'AppError', code: name })

async function* stream(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096)
}

describeEachDatabase('recipes', (fresh) => {
  let db: Db
  let blobs: BlobStore
  const mei = actorOf(randomUUID())
  const tom = actorOf(randomUUID())
  const owner = actorOf(randomUUID(), 'owner')
  const kitId = randomUUID()
  const now = () => new Date('2026-11-22T10:00:00.000Z')

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
    await db
      .insert(people)
      .values([mei, tom, owner].map(({ personId }) => ({ id: personId, name: 'Somebody' })))
    const kit = {
      id: kitId,
      ownerId: tom.personId,
      name: 'Winter',
      version: 1,
      createdAt: now(),
      changedAt: now(),
    }
    await db.insert(kits).values(kit)
    const settings = { model: null, ratio: null, tier: null, temperature: null }
    const content = { references: [], standingText: '', forbiddenWords: [], settings }
    await db.insert(kitVersions).values({ kitId, version: 1, content, madeBy: tom.personId, madeAt: now() })
  })

  const out = (actor: Actor, imageId: string, query: string) => {
    const request = exportRequest(new URLSearchParams(query))
    if (request.format === 'original') throw new Error('a copy was meant')
    return exportPicture({ db, blobs }, actor, imageId, { request, signal: new AbortController().signal })
  }
  const read = async (actor: Actor, bytes: Uint8Array) =>
    (await readRecipe(db, actor, { body: stream(bytes), name: 'a.png' })).recipe
  const upload = async (actor: Actor, name: string, bytes?: Buffer) =>
    uploadReference({ db, blobs, now }, actor, { body: stream(bytes ?? (await testPicture())), name })

  test.each(['png', 'jpg', 'webp'])(
    'an exported %s restores what made it, and a clean one nothing',
    async (format) => {
      const fox = await upload(mei, '狐狸.png')
      const bytes = await testPicture()
      const { imageId, sha256 } = await insertPicture({ db, blobs }, mei, {
        bytes,
        referenceIds: [fox.id],
        run: { prompt: '一只 “狐狸” <&>\n🦊', temperature: 0.4, kitId, kitVersion: 1, useCase: 'story' },
      })
      const { bytes: carried } = await out(mei, imageId, `format=${format}&recipe=1`)
      expect(await read(tom, carried)).toEqual({
        from: 'embedded',
        prompt: '一只 “狐狸” <&>\n🦊',
        model: 'nano-banana-pro',
        ratio: '16:9',
        tier: '1K',
        temperature: 0.4,
        references: [{ name: '狐狸.png', role: null, reference: fox }],
        kit: { id: kitId, version: 1, name: 'Winter' },
        missingKit: null,
        useCase: 'story',
        imageId,
        private: false,
      })
      const { bytes: clean } = await out(mei, imageId, `format=${format}`)
      expect(await read(tom, clean)).toBeNull()
      const { exif, xmp, iptc, comments } = await sharp(clean).metadata()
      expect([exif, xmp, iptc, comments]).toEqual([undefined, undefined, undefined, undefined])
      // The original is what it was.
      expect(Buffer.from(await blobs.bytes(blobKeys.original(sha256))).equals(bytes)).toBe(true)
    },
  )

  test('an untouched original is known by its bytes', async () => {
    const bytes = await testPicture()
    const { imageId } = await insertPicture({ db, blobs }, mei, {
      bytes,
      run: { prompt: 'known by its bytes' },
    })
    expect(await read(tom, bytes)).toMatchObject({ from: 'original', prompt: 'known by its bytes', imageId })
    expect(await read(tom, await testPicture())).toBeNull()
  })

  test('of what somebody keeps to themselves a file tells no more than it carries', async () => {
    const bytes = await testPicture()
    const mine = await upload(mei, 'secret.png')
    const { imageId } = await insertPicture({ db, blobs }, mei, {
      bytes,
      isPrivate: true,
      referenceIds: [mine.id],
    })
    for (const actor of [tom, owner]) {
      expect(await read(actor, bytes)).toBeNull()
      await expect(out(actor, imageId, 'format=png&recipe=1')).rejects.toEqual(code('not_found'))
      await expect(out(actor, imageId, 'format=png&use=story')).rejects.toEqual(code('not_found'))
      const { bytes: given } = await out(mei, imageId, 'format=png&recipe=1')
      expect(await read(actor, given)).toMatchObject({
        imageId: null,
        private: false,
        references: [{ name: 'secret.png', role: null, reference: null }],
      })
    }
    expect(await read(mei, bytes)).toMatchObject({
      imageId,
      private: true,
      references: [{ reference: mine }],
    })
  })

  test('a reference that a person has of the same source themselves stands in for another’s', async () => {
    const source = await testPicture()
    const hers = await upload(mei, 'hers.png', source)
    const { imageId } = await insertPicture({ db, blobs }, mei, {
      bytes: await testPicture(),
      isPrivate: true,
      referenceIds: [hers.id],
    })
    const { bytes } = await out(mei, imageId, 'format=webp&recipe=1')
    const his = await upload(tom, 'his.png', source)
    expect(await read(tom, bytes)).toMatchObject({
      references: [{ name: 'hers.png', reference: { id: his.id } }],
    })
  })

  test('kits that are not here are named', async () => {
    const bytes = await testPicture()
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes, run: { kitId, kitVersion: 7 } })
    const { bytes: given } = await out(mei, imageId, 'format=jpg&recipe=1')
    expect(await read(tom, given)).toMatchObject({ kit: null, missingKit: 'Winter' })
  })

  test('a use has exactly its pixels, cut where it was asked for', async () => {
    const { imageId } = await insertPicture({ db, blobs }, mei, { bytes: await testPicture(960, 540) })
    const left = async (query: string) => {
      const { bytes } = await out(mei, imageId, query)
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([1080, 1920])
      return data[0]
    }
    // The gradient grows from left to right: the first pixel tells where the cut lies.
    expect(await left('format=png&use=story&crop=0')).toBeLessThan(4)
    expect(await left('format=png&use=story&crop=50')).toBeGreaterThan(80)
    expect(await left('format=png&use=story&crop=100')).toBeGreaterThan(165)
    await left('format=jpg&use=story&crop=attention')
    const { disposition } = await out(mei, imageId, 'format=webp&use=wechat-cover&recipe=1')
    expect(disposition).toContain('fox in the snow 1 900x383.webp')
  })

  test.each([
    'format=gif',
    'format=png&use=poster',
    'format=png&crop=101',
    'format=png&crop=x',
    'recipe=1',
    'use=story',
  ])('an export nobody can make is refused: %s', (query) =>
    expect(() => exportRequest(new URLSearchParams(query))).toThrow(code('invalid_input')),
  )
})

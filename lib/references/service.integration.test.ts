import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { actorOf } from '#lib/accounts/testing.ts'
import { type BlobStore, BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { generationReferences, generations, images, people, references } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { loadEnv } from '#lib/env.ts'
import type { AppError } from '#lib/errors.ts'
import { startTestServer, type TestServer } from '#lib/outbound/testing.ts'
import {
  checkReferenceTotal,
  findReferences,
  loadGatewayReferences,
  referenceDtos,
  referencesOf,
} from './data.ts'
import {
  referenceFromBytes,
  referenceFromImage,
  referenceFromUrl,
  referenceThumb,
  uploadReference,
} from './service.ts'
import { REFERENCE_UPLOAD } from './upload.ts'

const picture = (background: string, width = 60) =>
  sharp({ create: { width, height: 40, channels: 3, background } })
    .png()
    .toBuffer()

async function* inChunks(bytes: Uint8Array, size = 1000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const failure = (code: AppError['code'], params?: AppError['params']) =>
  expect.objectContaining({ name: 'AppError', code, ...(params ? { params } : {}) })

describeEachDatabase('references', (fresh) => {
  let db: Db
  let blobs: BlobStore
  let server: TestServer
  let uploads: string
  const leftovers = () => readdir(uploads)
  const now = () => new Date('2026-11-22T10:00:00.000Z')
  const mei = actorOf(randomUUID())
  const tom = actorOf(randomUUID())
  const context = () => ({ db, blobs, now, env: loadEnv({ BUNCH_ALLOW_HOSTS: `127.0.0.1:${server.port}` }) })
  const upload = async (background: string, actor = mei, name = 'a.png') =>
    uploadReference(context(), actor, { body: inChunks(await picture(background)), name })

  beforeAll(async () => {
    const { database, options } = await fresh()
    db = database.db
    // Uploads have a folder of their own: other tests upload at the same time, and this one counts what is left.
    uploads = await mkdtemp(join(tmpdir(), 'bunch-test-uploads-'))
    vi.stubEnv('TMPDIR', uploads)
    blobs = await openDiskBlobStore(join(options.dataDir, 'blobs'))
    await db.insert(people).values([
      { id: mei.personId, name: 'Mei' },
      { id: tom.personId, name: 'Tom' },
    ])
    server = await startTestServer(async (request, response) => {
      if (request.url === '/photo%201.png') response.end(await picture('#123'))
      else if (request.url === '/page.png') response.end('<!doctype html><title>no</title>')
      else if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
      else response.writeHead(404).end()
    })
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await rm(uploads, { recursive: true })
    await server.close()
  })

  async function generationWith(referenceIds: string[]) {
    const id = randomUUID()
    await db.insert(generations).values({
      id,
      personId: mei.personId,
      source: 'studio',
      prompt: 'a fox\u202e in the snow',
      model: 'nano-banana-2',
      ratio: '1:1',
      tier: '1K',
      n: 1,
      expectedWidth: 1024,
      expectedHeight: 1024,
      sandbox: true,
      requestHash: 'x',
      createdAt: now(),
      changedAt: now(),
    })
    if (referenceIds.length > 0) {
      await db
        .insert(generationReferences)
        .values(referenceIds.map((referenceId, position) => ({ generationId: id, position, referenceId })))
    }
    return id
  }

  describe('upload', () => {
    test('keeps the bytes, their facts and a thumbnail', async () => {
      const bytes = await picture('#a30')
      const dto = await uploadReference(context(), mei, { body: inChunks(bytes), name: 'Fox\r\n\u202e.png' })
      expect(dto).toMatchObject({
        kind: 'bytes',
        name: 'Fox .png',
        mime: 'image/png',
        width: 60,
        height: 40,
        bytes: bytes.length,
        converted: false,
      })
      const served = await referenceThumb(context(), mei, dto.id)
      expect(await sharp(await blobs.bytes(served.key)).metadata()).toMatchObject({
        format: 'webp',
        width: 60,
      })
    })

    test('the same bytes of the same person are one reference, of another person another', async () => {
      const first = await upload('#b20', mei, 'first.png')
      expect((await upload('#b20', mei, 'second.png')).id).toBe(first.id)
      expect((await upload('#b20', tom)).id).not.toBe(first.id)
    })

    test('the same bytes many times at once are one reference', async () => {
      const dtos = await Promise.all(Array.from({ length: 6 }, () => upload('#0f7')))
      expect(new Set(dtos.map((dto) => dto.id)).size).toBe(1)
    })

    test('stops reading at the limit and leaves no file behind', async () => {
      let sent = 0
      async function* endless() {
        for (;;) {
          sent += 1024 * 1024
          yield new Uint8Array(1024 * 1024)
        }
      }
      await expect(uploadReference(context(), mei, { body: endless(), name: 'big.png' })).rejects.toEqual(
        failure('reference_too_large', { name: 'big.png', max: 60 }),
      )
      expect(sent).toBeLessThanOrEqual(REFERENCE_UPLOAD.maxBytes + 1024 * 1024)
      expect(await leftovers()).toEqual([])
    })

    test('what is no picture is refused by name and leaves nothing', async () => {
      const before = await db.$count(references)
      const body = inChunks(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
      await expect(uploadReference(context(), mei, { body, name: 'logo.png' })).rejects.toEqual(
        failure('reference_unreadable', { name: 'logo.png' }),
      )
      expect([await leftovers(), await db.$count(references)]).toEqual([[], before])
    })

    test('a full disk says so and leaves no row', async () => {
      const before = await db.$count(references)
      const put = vi.spyOn(blobs, 'put').mockRejectedValue(new BlobStoreFullError(new Error('ENOSPC')))
      try {
        await expect(upload('#777')).rejects.toEqual(failure('storage_full'))
      } finally {
        put.mockRestore()
      }
      expect(await db.$count(references)).toBe(before)
    })

    test('from bytes gives the reference that an upload of them gave', async () => {
      const uploaded = await upload('#5a5')
      const bytes = await picture('#5a5')
      expect((await referenceFromBytes(context(), mei, { bytes, name: 'data' })).id).toBe(uploaded.id)
    })
  })

  describe('from an address', () => {
    test('as a link it is kept as it is, once', async () => {
      const input = { url: 'https://example.org/pictures/fox.png?x=1', mode: 'link' } as const
      const dto = await referenceFromUrl(context(), mei, input)
      expect(dto).toMatchObject({ kind: 'url', url: input.url, name: 'fox.png', mime: null, bytes: null })
      expect((await referenceFromUrl(context(), mei, input)).id).toBe(dto.id)
    })

    test('fetched it is a picture like any other', async () => {
      const url = `${server.origin}/photo%201.png`
      expect(await referenceFromUrl(context(), mei, { url, mode: 'fetch' })).toMatchObject({
        kind: 'bytes',
        url: null,
        name: 'photo 1.png',
        width: 60,
      })
    })

    test.each([
      ['/nothing', 'reference_url_unreachable'],
      ['/page.png', 'reference_unreadable'],
      ['/away', 'reference_url_forbidden'],
    ] as const)('%s is %s', async (path, code) => {
      const input = { url: server.origin + path, mode: 'fetch' } as const
      await expect(referenceFromUrl(context(), mei, input)).rejects.toEqual(failure(code))
    })

    test.each([
      'http://127.0.0.1:9/',
      'http://[::ffff:127.0.0.1]/',
      'http://0x7f.1/',
      'http://2130706433/',
      'http://localhost./',
    ])('a private address is not fetched: %s', async (url) => {
      await expect(referenceFromUrl(context(), mei, { url, mode: 'fetch' })).rejects.toEqual(
        failure('reference_url_forbidden'),
      )
    })

    test.each(['file:///etc/passwd', 'javascript:alert(1)', 'data:image/png;base64,AA', 'nonsense'])(
      'is refused where it is not http: %s',
      async (url) => {
        await expect(referenceFromUrl(context(), mei, { url, mode: 'link' })).rejects.toEqual(
          failure('reference_url_invalid'),
        )
      },
    )
  })

  describe('from a picture of ours', () => {
    test('takes the original bytes, of a picture that one may see', async () => {
      const bytes = await picture('#09c', 80)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await blobs.put(blobKeys.original(sha256), bytes)
      const [imageId, generationId] = [randomUUID(), await generationWith([])]
      await db.insert(images).values({
        id: imageId,
        generationId,
        personId: mei.personId,
        index: 0,
        status: 'succeeded',
        turn: 0,
        queuedAt: now(),
        sha256,
        mime: 'image/png',
        width: 80,
        height: 40,
        bytes: bytes.length,
      })
      const dto = await referenceFromImage(context(), mei, { imageId })
      expect(dto).toMatchObject({ width: 80, converted: false, name: 'a fox in the snow' })
      expect(await referenceFromImage(context(), tom, { imageId })).toMatchObject({ width: 80 })
      await db.update(generations).set({ private: true }).where(eq(generations.id, generationId))
      await expect(referenceFromImage(context(), tom, { imageId })).rejects.toEqual(failure('not_found'))
    })
  })

  describe('reading', () => {
    test("another's reference is not found by its id", async () => {
      const { id } = await upload('#e0e', tom)
      expect(await findReferences(db, mei, [id])).toEqual([])
      await expect(referenceDtos(db, mei, [id])).rejects.toEqual(failure('reference_not_found'))
      await expect(referenceThumb(context(), mei, id)).rejects.toEqual(failure('not_found'))
    })

    test('comes in the order asked for, twice where asked twice', async () => {
      const [a, b] = [await upload('#111'), await upload('#222')]
      const found = await referenceDtos(db, mei, [b.id, a.id, b.id])
      expect(found.map(({ id }) => id)).toEqual([b.id, a.id, b.id])
    })

    test('the gateway gets a generation’s references in order: bytes that were kept, addresses as they are', async () => {
      const url = 'https://example.org/b.png'
      const bytes = await upload('#331')
      const link = await referenceFromUrl(context(), mei, { url, mode: 'link' })
      const generationId = await generationWith([link.id, bytes.id])
      expect(await loadGatewayReferences(db, blobs, generationId)).toEqual([
        { kind: 'url', url },
        { kind: 'bytes', mime: 'image/png', bytes: await picture('#331') },
      ])
      const without = await generationWith([])
      const found = await referencesOf(db, [generationId, without])
      expect(found.get(generationId)?.map(({ reference }) => reference.id)).toEqual([link.id, bytes.id])
      expect(found.has(without)).toBe(false)
    })
  })
})

describe('checkReferenceTotal', () => {
  const mb = (n: number) => ({ bytes: n * 1024 * 1024 })

  test('allows 18 MB and addresses, and no byte more', () => {
    expect(() => checkReferenceTotal([mb(7), mb(7), mb(4), { bytes: null }])).not.toThrow()
    expect(() => checkReferenceTotal([mb(7), mb(7), mb(4), { bytes: 1 }])).toThrow(
      failure('references_too_large'),
    )
  })
})

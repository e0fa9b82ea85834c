import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'
import { previewCopy } from '#lib/images/derivatives.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { parseFile, sharedBytesResponse, sharedFile } from './bytes.ts'
import type { LivingShare } from './data.ts'
import type { SharedPicture } from './pictures.data.ts'
import { sharedZip } from './zip.ts'

const share = (more: Partial<LivingShare> = {}): LivingShare => ({
  id: randomUUID(),
  makerId: randomUUID(),
  makerName: 'Ada',
  kind: 'images',
  boardId: null,
  tokenHash: '',
  title: '',
  note: '',
  passwordHash: null,
  secretVersion: 1,
  allowDownload: true,
  showPrompt: false,
  showMaker: false,
  expiresAt: null,
  revokedAt: null,
  createdAt: new Date(),
  changedAt: new Date(),
  views: 0,
  lastViewAt: null,
  ...more,
})

describe('bytes of a link', () => {
  let folder: string
  let blobs: BlobStore
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bunch-share-bytes-'))
    blobs = await openDiskBlobStore(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const colours = ['#123456', '#654321', '#abcdef', '#fedcba']
  async function picture(n: number, more: Partial<SharedPicture> & { file?: Buffer } = {}) {
    const { file, ...rest } = more
    const bytes =
      file ??
      (await sharp({
        create: { width: 40 + n, height: 30, channels: 3, background: colours[n % 4] ?? '#000' },
      })
        .png()
        .toBuffer())
    const sha256 = n.toString(16).padStart(64, randomUUID().replaceAll('-', ''))
    await blobs.put(blobKeys.original(sha256), bytes)
    const shared: SharedPicture = {
      n,
      sha256,
      mime: 'image/png',
      bytes: bytes.length,
      width: 40 + n,
      height: 30,
      thumbHash: null,
      madeAt: new Date('2026-11-20T10:00:00Z'),
      prompt: 'A secret prompt',
      model: 'nano-banana-2',
      ratio: '4:3',
      tier: '1K',
      ...rest,
    }
    return { picture: shared, bytes }
  }

  const get = (headers = {}) => new Request('https://studio.example/s/x', { headers })

  it('the original’s own extension gives its bytes unchanged, another one a whole copy', async () => {
    const { picture: shared, bytes } = await picture(1)
    const own = await sharedFile(blobs, share(), shared, { format: 'png', download: false })
    const answer = await sharedBytesResponse(blobs, get(), own, { embed: true })
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'private, no-cache',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
    })
    const etag = answer.headers.get('etag') ?? ''
    const again = await sharedBytesResponse(blobs, get({ 'if-none-match': etag }), own, { embed: true })
    expect(again.status).toBe(304)
    for (const [format, mime] of [
      ['jpg', 'image/jpeg'],
      ['webp', 'image/webp'],
    ] as const) {
      const served = await sharedFile(blobs, share(), shared, { format, download: false })
      const copy = await blobs.bytes(served.key)
      expect(served).toMatchObject({ mime, size: copy.length })
      const read = await sharp(copy).metadata()
      expect(`image/${read.format}`).toBe(mime)
      expect([read.width, read.height]).toEqual([shared.width, shared.height])
    }
  })

  it('EXIF GPS of a picture is in its original, which is never changed, and in no copy', async () => {
    const gps = { IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' }, IFD0: { Copyright: 'Ada' } }
    const file = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#246' } })
      .withExif(gps)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    const { picture: shared } = await picture(2, { file, mime: 'image/jpeg' })
    const original = await sharedFile(blobs, share(), shared, { format: 'jpg', download: true })
    expect((await sharp(await blobs.bytes(original.key)).metadata()).exif).toBeDefined()
    const copies = [
      await sharedFile(blobs, share(), shared, { format: 'png', download: true }),
      await sharedFile(blobs, share(), shared, { format: 'webp', download: true }),
      await previewCopy(blobs, shared.sha256),
    ]
    for (const { key } of copies) {
      const { exif, icc, xmp, iptc } = await sharp(await blobs.bytes(key)).metadata()
      expect([exif, icc, xmp, iptc], key).toEqual([undefined, undefined, undefined, undefined])
    }
  })

  it('the preview is small enough for every program that unfurls links', async () => {
    const noise = await sharp({
      create: {
        width: 1800,
        height: 1200,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    const { picture: shared } = await picture(3, { file: noise })
    const served = await previewCopy(blobs, shared.sha256)
    expect(served.size).toBeLessThanOrEqual(300_000)
    const { width, height, format } = await sharp(await blobs.bytes(served.key)).metadata()
    expect([width, height, format]).toEqual([1200, 630, 'jpeg'])
  })

  it('files of other names than a number and three extensions are none', () => {
    expect(parseFile('12.jpg')).toEqual({ number: '12', format: 'jpg' })
    for (const name of [
      '1',
      '1.svg',
      '1.PNG',
      '.png',
      '1.png.html',
      '../1.png',
      '1.png\n',
      '-1.png',
      '1.jpeg',
    ]) {
      expect(parseFile(name), name).toBeNull()
    }
  })

  it('the prompt is in no file name where it is hidden', async () => {
    const { picture: shared } = await picture(4)
    const name = async (more: Partial<LivingShare>) =>
      (await sharedFile(blobs, share(more), shared, { format: 'png', download: true })).disposition
    expect(await name({ title: 'Round two' })).toBe('attachment; filename="04 Round two.png"')
    expect(await name({})).toBe('attachment; filename=04.png')
    expect(await name({ showPrompt: true })).toBe('attachment; filename="04 A secret prompt.png"')
  })

  it('CRLF, quotes, paths and bidi controls in a title stay out of Content-Disposition and the ZIP', async () => {
    const title = '../../etc/passwd\r\nSet-Cookie: a=b"; filename=evil.html \u202Egnp.exe/C:\\con'
    const { picture: shared } = await picture(5)
    const served = await sharedFile(blobs, share({ title }), shared, { format: 'png', download: true })
    expect(served.disposition).not.toMatch(/[\r\n\u202e/\\]|\.\./)
    const [entry] = await unzipped(sharedZip(blobs, get(), share({ title }), [shared]))
    expect(entry?.name).toMatch(/^05 [^/\\\r\n\u202e]+\.png$/)
  })

  it('ZIP names that collide are told apart by their numbers, CJK names survive, and bytes are the originals’', async () => {
    const prompts = ['雪里的狐狸 🦊', '雪里的狐狸 🦊', 'FOX', 'fox']
    const made = []
    for (const [index, prompt] of prompts.entries()) made.push(await picture(index + 8, { prompt }))
    const pictures = made.map((each) => each.picture)
    const link = share({ showPrompt: true, title: '第二轮' })
    const response = sharedZip(blobs, get(), link, pictures)
    expect(response.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%E7%AC%AC%E4%BA%8C%E8%BD%AE.zip",
    )
    const entries = await unzipped(response)
    expect(entries.map(({ name }) => name)).toEqual([
      '08 雪里的狐狸 🦊.png',
      '09 雪里的狐狸 🦊.png',
      '10 FOX.png',
      '11 fox.png',
    ])
    for (const [index, { bytes }] of entries.entries()) {
      expect(bytes.equals(made[index]?.bytes ?? Buffer.alloc(0))).toBe(true)
    }
  })

  it('the ZIP’s announced length is exact, and HEAD reads no file', async () => {
    const { picture: shared } = await picture(1)
    const whole = sharedZip(blobs, get(), share(), [shared])
    const length = Number(whole.headers.get(BODY_LENGTH_HEADER))
    expect((await whole.arrayBuffer()).byteLength).toBe(length)
    const closed: Pick<BlobStore, 'read'> = { read: () => Promise.reject(new Error('a file was opened')) }
    const head = sharedZip(closed, new Request('https://x', { method: 'HEAD' }), share(), [shared])
    expect(head.headers.get(BODY_LENGTH_HEADER)).toBe(String(length))
    expect(head.body).toBeNull()
  })

  it('a ZIP has one file open at a time, and none after its reader left', async () => {
    let open = 0
    let most = 0
    const size = 40 * 256 * 1024
    const counting: Pick<BlobStore, 'read'> = {
      read: async () => {
        most = Math.max(most, ++open)
        let left = size
        return new ReadableStream({
          pull(controller) {
            left -= 256 * 1024
            controller.enqueue(new Uint8Array(256 * 1024))
            if (left === 0) {
              open -= 1
              controller.close()
            }
          },
          cancel() {
            open -= 1
          },
        })
      },
    }
    const pictures = await Promise.all(
      [1, 2, 3].map(async (n) => (await picture(n, { bytes: size })).picture),
    )
    await sharedZip(counting, get(), share(), pictures).arrayBuffer()
    expect([most, open]).toEqual([1, 0])
    const reader = sharedZip(counting, get(), share(), pictures).body?.getReader()
    for (let chunk = 0; chunk < 4; chunk++) await reader?.read()
    expect(open).toBe(1)
    await reader?.cancel()
    await expect.poll(() => open).toBe(0)
  })

  it('a file of another length than announced breaks the ZIP off', async () => {
    const { picture: shared } = await picture(1)
    const response = sharedZip(blobs, get(), share(), [{ ...shared, bytes: shared.bytes + 1 }])
    await expect(response.arrayBuffer()).rejects.toThrow()
  })
})

async function unzipped(response: Response) {
  return unzip(await response.bytes())
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'
import { bytesResponse } from './byte-response.ts'

const TAG = 'cd'.repeat(32)
const BYTES = Buffer.from('0123456789')
let folder: string
let blobs: BlobStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunch-bytes-'))
  blobs = await openDiskBlobStore(folder)
  await blobs.put(blobKeys.reference(TAG), BYTES)
})
afterAll(() => rm(folder, { recursive: true }))

const ask = (headers: Record<string, string> = {}, method = 'GET') =>
  bytesResponse(blobs, new Request('http://localhost/', { method, headers }), {
    key: blobKeys.reference(TAG),
    size: BYTES.length,
    mime: 'image/png',
    tag: TAG,
    disposition: 'inline; filename="a.png"',
  })

describe('bytesResponse', () => {
  test('sends everything with its type, length, name, tag and eternal caching', async () => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      [BODY_LENGTH_HEADER]: '10',
      'content-disposition': 'inline; filename="a.png"',
      etag: `"${TAG}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      vary: 'cookie',
      'accept-ranges': 'bytes',
    })
    expect(await response.text()).toBe('0123456789')
  })

  test('lets the bytes be nothing but a picture: no sniffing, no script, no loading', async () => {
    const { headers } = await ask()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  test('sends what is large part by part, and the same bytes', async () => {
    const large = Buffer.alloc(700_000, 'bunch')
    const key = blobKeys.reference('ef'.repeat(32))
    await blobs.put(key, large)
    const served = { key, size: large.length, mime: 'image/png', tag: 'large' }
    const { body } = await bytesResponse(blobs, new Request('http://localhost/'), served)
    const parts: Uint8Array[] = []
    for await (const part of body ?? []) parts.push(part)
    expect(parts.length).toBeGreaterThan(1)
    expect(Buffer.concat(parts).equals(large)).toBe(true)
  })

  test('answers HEAD with the same headers and no body', async () => {
    const [head, get] = [await ask({}, 'HEAD'), await ask()]
    expect([...head.headers]).toEqual([...get.headers])
    expect(head.body).toBeNull()
    await get.body?.cancel()
  })

  test.each([`"${TAG}"`, `W/"${TAG}"`, `"x", "${TAG}"`, '*'])('304 for If-None-Match %s', async (tag) => {
    const response = await ask({ 'if-none-match': tag })
    expect(response.status).toBe(304)
    expect(response.headers.get('etag')).toBe(`"${TAG}"`)
    expect(response.body).toBeNull()
  })

  test('If-None-Match of something else sends everything', async () => {
    const response = await ask({ 'if-none-match': '"other"' })
    expect(await response.text()).toBe('0123456789')
  })

  test('If-None-Match counts before Range', async () => {
    expect((await ask({ 'if-none-match': `"${TAG}"`, range: 'bytes=0-1' })).status).toBe(304)
  })

  test.each([
    ['bytes=0-3', 'bytes 0-3/10', '0123'],
    ['bytes=4-', 'bytes 4-9/10', '456789'],
    ['bytes=-3', 'bytes 7-9/10', '789'],
    ['bytes=8-99', 'bytes 8-9/10', '89'],
    ['bytes=-99', 'bytes 0-9/10', '0123456789'],
    ['bytes=9-9', 'bytes 9-9/10', '9'],
  ])('206 for %s', async (range, contentRange, text) => {
    const response = await ask({ range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(contentRange)
    expect(response.headers.get(BODY_LENGTH_HEADER)).toBe(String(text.length))
    expect(await response.text()).toBe(text)
  })

  test('HEAD of a range tells its length', async () => {
    const response = await ask({ range: 'bytes=0-3' }, 'HEAD')
    expect([response.status, response.headers.get(BODY_LENGTH_HEADER)]).toEqual([206, '4'])
  })

  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('416 for %s', async (range) => {
    const response = await ask({ range })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */10')
    expect(await response.text()).toBe('')
  })

  test.each(['bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', 'bytes', ''])(
    'the whole for a range it does not serve: %s',
    async (range) => {
      const response = await ask({ range })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe('0123456789')
    },
  )

  test('If-Range of the same bytes resumes, of others starts again', async () => {
    expect((await ask({ range: 'bytes=4-', 'if-range': `"${TAG}"` })).status).toBe(206)
    for (const other of ['"other"', `W/"${TAG}"`, 'Sun, 06 Nov 2033 08:49:37 GMT']) {
      expect((await ask({ range: 'bytes=4-', 'if-range': other })).status).toBe(200)
    }
  })
})

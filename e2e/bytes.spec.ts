import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { makeRun } from './runs.ts'
import { only } from './server-runs.ts'
import type { Studio } from './studio.ts'

const FOR_EVER = 'private, max-age=31536000, immutable'

const sizeOf = async (bytes: Buffer) => {
  const { format, width, height } = await sharp(bytes).metadata()
  return `${format} ${width}x${height}`
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

/** A picture of this prompt: its original's address, and the original itself. */
async function makeOriginal(server: Pick<Studio, 'fetch'>, prompt: string) {
  const { id, asset } = only(await makeRun(server, { prompt, tier: '1K' }))
  const url = `/api/images/${id}/file`
  const response = await server.fetch(url)
  expect(response.status).toBe(200)
  return { id, url, asset, headers: response.headers, bytes: await bytesOf(response) }
}

test.describe('an original', () => {
  test('comes whole, with a strong name, to be kept for ever', async ({ studio }) => {
    const { headers, bytes, asset } = await makeOriginal(studio, 'A whole original [sandbox: instant]')
    expect(await sizeOf(bytes)).toBe('png 1024x1024')
    expect(bytes.length).toBe(asset?.bytes)
    expect(headers.get('content-length')).toBe(String(bytes.length))
    expect(headers.get('content-type')).toBe('image/png')
    expect(headers.get('etag')).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`)
    expect(headers.get('cache-control')).toBe(FOR_EVER)
    expect(headers.get('accept-ranges')).toBe('bytes')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-encoding')).toBeNull()
  })

  test('is not sent again to who has it', async ({ studio }) => {
    const { url, headers } = await makeOriginal(studio, 'Known already [sandbox: instant]')
    const etag = headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
      const response = await studio.fetch(url, { headers: { 'if-none-match': known } })
      expect(response.status, known).toBe(304)
      expect(response.headers.get('etag')).toBe(etag)
      expect(response.headers.get('cache-control')).toBe(FOR_EVER)
      expect(await bytesOf(response)).toHaveLength(0)
    }
    expect((await studio.fetch(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200)
  })

  test('comes in ranges that fit together', async ({ studio }) => {
    const { url, bytes } = await makeOriginal(studio, 'In ranges [sandbox: instant]')
    const last = bytes.length - 1
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, last],
      ['bytes=-64', bytes.length - 64, last],
      ['bytes=0-0', 0, 0],
      [`bytes=${last}-${last + 1000}`, last, last],
      [`bytes=-${bytes.length * 2}`, 0, last],
    ] as const) {
      const response = await studio.fetch(url, { headers: { range } })
      expect(response.status, range).toBe(206)
      expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to}/${bytes.length}`)
      expect(response.headers.get('content-length')).toBe(String(to - from + 1))
      expect((await bytesOf(response)).equals(bytes.subarray(from, to + 1)), range).toBe(true)
    }
  })

  test('says what there is where a range is not', async ({ studio }) => {
    const { url, bytes } = await makeOriginal(studio, 'Out of range [sandbox: instant]')
    const response = await studio.fetch(url, { headers: { range: `bytes=${bytes.length}-` } })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('goes on by If-Range only where it is still the same', async ({ studio }) => {
    const { url, headers, bytes } = await makeOriginal(studio, 'Going on [sandbox: instant]')
    const range = 'bytes=10-19'
    const etag = headers.get('etag') ?? ''
    const same = await studio.fetch(url, { headers: { range, 'if-range': etag } })
    expect([same.status, (await bytesOf(same)).length]).toEqual([206, 10])
    for (const other of ['"another"', `W/${etag}`, new Date().toUTCString()]) {
      const whole = await studio.fetch(url, { headers: { range, 'if-range': other } })
      expect([whole.status, (await bytesOf(whole)).length]).toEqual([200, bytes.length])
    }
  })

  test('tells everything to HEAD but itself', async ({ studio }) => {
    const { url, headers, bytes } = await makeOriginal(studio, 'Headers only [sandbox: instant]')
    const head = await studio.fetch(url, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await bytesOf(head)).toHaveLength(0)
    for (const name of ['content-type', 'etag', 'cache-control', 'accept-ranges', 'content-disposition']) {
      expect(head.headers.get(name), name).toBe(headers.get(name))
    }
    expect(head.headers.get('content-length')).toBe(String(bytes.length))
    const part = await studio.fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } })
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '10'])
  })
})

test.describe('the type is the bytes’ own, though the gateway calls everything PNG', () => {
  for (const [kind, mime, extension] of [
    ['jpeg', 'image/jpeg', 'jpg'],
    ['webp', 'image/webp', 'webp'],
  ] as const) {
    test(kind, async ({ studio }) => {
      const { url, headers, bytes, asset } = await makeOriginal(studio, `Mislabelled [sandbox: ${kind}]`)
      expect(await sizeOf(bytes)).toBe(`${kind} 1024x1024`)
      expect([headers.get('content-type'), asset?.mime]).toEqual([mime, mime])
      expect(headers.get('content-disposition')).toContain(`.${extension}"`)
      const head = await studio.fetch(url, { method: 'HEAD' })
      expect(head.headers.get('content-type')).toBe(mime)
    })
  }
})

test.describe('the name of a download', () => {
  const dispositionOf = async (server: Pick<Studio, 'fetch'>, prompt: string, query = '') => {
    const { url } = await makeOriginal(server, prompt)
    return (await server.fetch(`${url}${query}`, { method: 'HEAD' })).headers.get('content-disposition') ?? ''
  }

  /** The name by RFC 6266 and RFC 8187. */
  const nameIn = (disposition: string) =>
    decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? '')

  test('is the Chinese prompt, with an ASCII one beside it', async ({ studio }) => {
    const disposition = await dispositionOf(studio, '一只熟睡的橘猫，水彩 [sandbox: instant]', '?download')
    expect(disposition).toMatch(/^attachment; filename="[ -~]+\.png"; filename\*=UTF-8''/)
    expect(nameIn(disposition)).toMatch(/^一只熟睡的橘猫，水彩 .*1\.png$/)
  })

  test('is inline without ?download', async ({ studio }) => {
    expect(await dispositionOf(studio, 'Only looked at [sandbox: instant]')).toMatch(
      /^inline; filename="Only/,
    )
  })

  test('holds nothing that breaks a header, a path or a shell', async ({ studio }) => {
    const prompt = '../../etc/"passwd"\r\nset-cookie: a=1\u202egnp.exe;`rm -rf $HOME` [sandbox: instant]'
    const disposition = await dispositionOf(studio, prompt, '?download')
    const name = nameIn(disposition) || (/filename="([^"]*)"/.exec(disposition)?.[1] ?? '')
    expect(name).toMatch(/^etc passwd .*1\.png$/)
    expect(name).not.toMatch(/[\\/:"`$;\r\n\u202e]/)
  })
})

test.describe('thumbnails', () => {
  test('come in three widths, never larger than the original', async ({ studio }) => {
    const prompt = 'Made smaller [sandbox: instant]'
    const { id } = only(await makeRun(studio, { prompt, tier: '2K' }))
    const tags = new Set<string | null>()
    for (const width of [320, 640, 1600]) {
      const url = `/api/images/${id}/thumb/${width}`
      const response = await studio.fetch(url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('image/webp')
      expect(response.headers.get('cache-control')).toBe(FOR_EVER)
      const etag = response.headers.get('etag') ?? ''
      expect(etag).toMatch(/^"/)
      tags.add(etag)
      const bytes = await bytesOf(response)
      expect(response.headers.get('content-length')).toBe(String(bytes.length))
      expect(await sizeOf(bytes)).toBe(`webp ${width}x${width}`)
      expect((await studio.fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await studio.fetch(url, { headers: { range: 'bytes=0-9' } })).status).toBe(206)
    }
    expect(tags.size).toBe(3)
    const small = only(await makeRun(studio, { prompt: 'Small already [sandbox: instant]' }))
    const largest = await studio.fetch(`/api/images/${small.id}/thumb/1600`)
    expect(await sizeOf(await bytesOf(largest))).toBe('webp 512x512')
  })

  test('of a width that is not offered are not made', async ({ studio }) => {
    const { id } = only(await makeRun(studio, { prompt: 'Of no such width [sandbox: instant]' }))
    for (const width of ['321', '0', '-320', '1e3', '320.0', '320%00']) {
      expect((await studio.fetch(`/api/images/${id}/thumb/${width}`)).status, width).toBe(404)
    }
  })
})

test('what is not there is 404, whatever is asked of it', async ({ studio }) => {
  for (const id of [randomUUID(), 'not-a-uuid', '..%2f..%2fetc%2fpasswd', '%00', 'a'.repeat(500)]) {
    for (const path of ['file', 'file?download', 'thumb/320']) {
      for (const headers of [
        new Headers(),
        new Headers({ range: 'bytes=0-9' }),
        new Headers({ 'if-none-match': '*' }),
      ]) {
        const response = await studio.fetch(`/api/images/${id}/${path}`, { headers })
        expect(response.status, `${id} ${path}`).toBe(404)
        expect(response.headers.get('etag')).toBeNull()
        expect(response.headers.get('cache-control') ?? '').not.toContain('immutable')
      }
    }
  }
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sharp } from '#lib/images/sharp.ts'
import { pixelsFor } from '#lib/models/catalogue.ts'
import { createSandboxGateway } from './gateway.ts'

const gateway = createSandboxGateway({ latencyMs: [0, 0] })

function post(body: unknown, headers: Record<string, string> = {}, answer = gateway): Promise<Response> {
  return answer(
    new Request('http://sandbox.test/v1/images/generations', {
      method: 'POST',
      headers: { authorization: 'Bearer key', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
}

const ask = (fields: object = {}) => ({
  model: 'nano-banana-2',
  prompt: 'A quiet lake',
  size: '512',
  response_format: 'b64_json',
  ...fields,
})

async function draw(fields: object = {}, headers: Record<string, string> = {}): Promise<Buffer> {
  const response = await post(ask(fields), headers)
  expect(response.status).toBe(200)
  const { data } = await response.json()
  expect(data).toHaveLength(1)
  expect(data[0].url).toBe('')
  return Buffer.from(data[0].b64_json, 'base64')
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const flat = async (background: string, width = 200, height = 200) => {
  const create = { width, height, channels: 3, background } as const
  const png = await sharp({ create }).png().toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}
const meanColour = async (bytes: Uint8Array) => {
  const { channels } = await sharp(bytes).stats()
  return channels.slice(0, 3).map(({ mean }) => mean)
}

describe('pictures', () => {
  test.each([
    ['1:1', '512'],
    ['21:9', '512'],
    ['1:8', '512'],
    ['8:1', '1K'],
    ['9:16', '1K'],
    ['4:5', '2K'],
  ] as const)('%s at %s has exactly its pixels', async (ratio, tier) => {
    const bytes = await draw({ size: tier, extra_fields: { aspect_ratio: ratio } })
    const { width, height, format, hasAlpha } = await sharp(bytes).metadata()
    expect({ width, height }).toEqual(pixelsFor(ratio, tier))
    expect({ format, hasAlpha }).toEqual({ format: 'png', hasAlpha: false })
  })

  test('the same call gives the same bytes, and every parameter counts', async () => {
    const first = sha(await draw())
    expect(sha(await draw())).toBe(first)
    expect(sha(await draw({ n: 4 }))).toBe(first)
    expect(sha(await draw({ prompt: 'A quiet lake at night' }))).not.toBe(first)
    expect(sha(await draw({ extra_fields: { temperature: 0.5 } }))).not.toBe(first)
    expect(sha(await draw({ model: 'nano-banana-pro', size: '1K' }))).not.toBe(
      sha(await draw({ size: '1K' })),
    )
  })

  test('the pictures of a run differ, and the same run again gives the same', async () => {
    const run = (id: string) =>
      Promise.all(
        [0, 1, 2, 3].map(async (index) => sha(await draw({}, { 'x-client-request-id': `${id}.${index}` }))),
      )
    const first = await run('one')
    expect(new Set(first).size).toBe(4)
    expect(await run('two')).toEqual(first)
  })

  test('say in the file that no model made them', async () => {
    expect((await draw()).includes('Bunch sandbox: drawn by a program, not by a model')).toBe(true)
  })

  test.each([
    ['landscape', 'mountains'],
    ['sea', 'the ocean'],
    ['terraces', 'terraced fields, a kite'],
    ['still-life', 'bananas on a linen cloth'],
    ['poster', 'Bauhaus poster'],
    ['night market', '夜市海报，灯笼'],
    ['ribbons', 'silk'],
    ['botanical', '花园里的花'],
    ['skyline', '霓虹城市'],
    ['colour-field', 'a dream'],
    ['orbital', 'planets'],
    ['arches', 'arches and stairs'],
    ['only emoji', '🍌🍌'],
    ['markup', '<svg onload="x"> & "quotes" \u202e'],
  ])('draw %s, with and without references', async (_, prompt) => {
    const references = [await flat('#c04020'), await flat('#2040c0', 300, 200), 'https://example.com/a.jpg']
    expect(sha(await draw({ prompt, extra_fields: { reference_images: references } }))).not.toBe(
      sha(await draw({ prompt })),
    )
  })
})

describe('references', () => {
  test('drive the colours', async () => {
    const red = await meanColour(await draw({ extra_fields: { reference_images: [await flat('#d02010')] } }))
    const blue = await meanColour(await draw({ extra_fields: { reference_images: [await flat('#1030d0')] } }))
    expect(red[0]).toBeGreaterThan((red[2] ?? 0) + 30)
    expect(blue[2]).toBeGreaterThan((blue[0] ?? 0) + 30)
  })

  test('are seen themselves, in their order', async () => {
    const [a, b] = [await flat('#d02010'), await flat('#1030d0')]
    const one = await draw({ extra_fields: { reference_images: [a, b] } })
    expect(sha(await draw({ extra_fields: { reference_images: [b, a] } }))).not.toBe(sha(one))
  })

  test('give the shape where none was asked', async () => {
    const bytes = await draw({ extra_fields: { reference_images: [await flat('#d02010', 320, 180)] } })
    expect(await sharp(bytes).metadata()).toMatchObject(pixelsFor('16:9', '512'))
  })

  test('may come as bare base64', async () => {
    const uri = await flat('#d02010')
    const bare = uri.slice(uri.indexOf(',') + 1)
    expect(sha(await draw({ extra_fields: { reference_images: [bare] } }))).toBe(
      sha(await draw({ extra_fields: { reference_images: [uri] } })),
    )
  })

  test('by link are brought where there is a way, and stand as a tile where there is not', async () => {
    const link = { reference_images: ['https://example.com/style.jpg'] }
    const png = Buffer.from((await flat('#d02010')).split(',')[1] ?? '', 'base64')
    const asked: string[] = []
    const fetching = createSandboxGateway({
      latencyMs: [0, 0],
      fetchReference: async (url) => {
        asked.push(url)
        return png
      },
    })
    const fetched = await (await post(ask({ extra_fields: link }), {}, fetching)).json()
    expect(asked).toEqual(link.reference_images)
    expect(sha(await draw({ extra_fields: link }))).not.toBe(
      sha(Buffer.from(fetched.data[0].b64_json, 'base64')),
    )
  })

  test('that do not decode are refused by name', async () => {
    const broken = `data:image/png;base64,${Buffer.from('not a picture').toString('base64')}`
    const response = await post(ask({ extra_fields: { reference_images: [await flat('#fff'), broken] } }))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { message: 'reference image 2 cannot be decoded', param: 'extra_fields.reference_images' },
    })
  })

  test('that are SVG are refused', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').toString(
      'base64',
    )
    const response = await post(
      ask({ extra_fields: { reference_images: [`data:image/svg+xml;base64,${svg}`] } }),
    )
    expect(response.status).toBe(400)
  })
})

describe('answers', () => {
  test('by link by default; the link is read through the same function', async () => {
    const response = await post(ask({ response_format: undefined }))
    const { created, data } = await response.json()
    expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(60)
    expect(data).toEqual([
      { url: expect.stringMatching(/^http:\/\/sandbox\.test\/files\/[\w-]{24}\.png$/), b64_json: '' },
    ])
    const file = await gateway(new Request(data[0].url))
    expect(file.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(Number(file.headers.get('content-length'))).toBe(bytes.length)
    expect(sha(bytes)).toBe(sha(await draw()))
  })

  test('unknown links and paths are 404 in the envelope', async () => {
    for (const path of ['/files/abc.png', '/v1/images/edits']) {
      const response = await gateway(new Request(`http://sandbox.test${path}`))
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ error: { code: 'not_found' } })
    }
  })

  test('any base path is served, and every answer has an id', async () => {
    const request = { method: 'POST', headers: { authorization: 'Bearer k' }, body: '{}' }
    const response = await gateway(new Request('http://x.test/proxy/api/v1/images/generations', request))
    expect(response.status).toBe(400)
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })

  test('lists the models', async () => {
    const headers = { authorization: 'Bearer key' }
    const { data } = await (await gateway(new Request('http://sandbox.test/v1/models', { headers }))).json()
    expect(data.map(({ id }: { id: string }) => id)).toEqual(['nano-banana-2', 'nano-banana-pro'])
  })

  test('asks for a key', async () => {
    const strict = createSandboxGateway({ keys: ['right'], latencyMs: [0, 0] })
    for (const headers of [{ authorization: '' }, { authorization: 'Bearer wrong' }]) {
      const response = await post(ask(), headers, strict)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key', param: null } })
    }
    expect((await post(ask(), { authorization: 'Bearer right' }, strict)).status).toBe(200)
  })

  test('a body that is not JSON is 400', async () => {
    expect((await post('{')).status).toBe(400)
  })

  test('directives are only words where faults are off', async () => {
    expect((await post(ask({ prompt: 'A lake [sandbox: 500]' }))).status).toBe(200)
  })

  test('an aborted call stops waiting', async () => {
    const slow = createSandboxGateway({ latencyMs: [60_000, 60_000] })
    const request = new Request('http://sandbox.test/v1/images/generations', {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify(ask()),
      signal: AbortSignal.timeout(20),
    })
    await expect(slow(request)).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('instant pictures are pre-drawn, and yet each is another file', async () => {
    const instant = createSandboxGateway({ instant: true })
    const once = async () => {
      const { data } = await (await post(ask({ size: '1K' }), {}, instant)).json()
      return Buffer.from(data[0].b64_json, 'base64')
    }
    const [first, second] = [await once(), await once()]
    expect(sha(first)).not.toBe(sha(second))
    expect(await sharp(first).raw().toBuffer()).toEqual(await sharp(second).raw().toBuffer())
    expect(first.length).toBeGreaterThan(1_000_000)
  })
})

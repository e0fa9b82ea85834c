import OpenAI, { AuthenticationError, BadRequestError, InternalServerError } from 'openai'
import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images'
import sharp from 'sharp'
import { test as base, expect } from './fixtures.ts'
import { OWNER_API_KEY } from './sandbox.ts'

/** A request as programs write it for the gateway: OpenAI's own types do not know its `extra_fields` and sizes. */
interface Body {
  model?: string
  prompt: string
  size?: string
  n?: number
  response_format?: 'url' | 'b64_json'
  extra_fields?: Record<string, unknown>
}

const connect = (url: string, options: { apiKey?: string; fetch?: typeof fetch } = {}) =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: OWNER_API_KEY, timeout: 30_000, ...options })

const test = base.extend<{ client: OpenAI }>({
  client: async ({ studio }, use) => use(connect(studio.url)),
})

const asked = (body: Body) =>
  ({ model: 'nano-banana-2', size: '1K', ...body }) as unknown as ImageGenerateParamsNonStreaming

const generate = (client: OpenAI, body: Body, headers: Record<string, string> = {}) =>
  client.images.generate(asked(body), { headers })

async function pixelsOf(url: string | undefined): Promise<string> {
  const response = await fetch(url ?? '')
  expect(response.status).toBe(200)
  const { width, height } = await sharp(await response.arrayBuffer()).metadata()
  return `${width}x${height}`
}

/** The error of a call that must fail. */
async function refusalOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('the call succeeded'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof OpenAI.APIError)) throw error
  return error
}

test.describe('the examples of the endpoint’s page', () => {
  test('basic generation', async ({ client, studio, gateway }) => {
    const prompt = 'A fresh banana resting on a wooden table, photorealistic style [sandbox: instant]'
    const { created, data } = await generate(client, { prompt, size: '1024x1024' })
    expect(Math.abs(Date.now() / 1000 - created)).toBeLessThan(60)
    expect(data).toHaveLength(1)
    expect(data?.[0]?.url).toContain(`${studio.url}/v1/files/`)
    expect(await pixelsOf(data?.[0]?.url)).toBe('1024x1024')
    expect(await gateway.calls(prompt)).toMatchObject([{ size: '1024x1024' }])
  })

  test('native 2K with custom aspect ratio', async ({ client, gateway }) => {
    const prompt = 'A cluster of bananas hanging from a tree [sandbox: instant]'
    const extra_fields = { aspect_ratio: '16:9', temperature: 0.8 }
    const { data } = await generate(client, { prompt, size: '2K', extra_fields })
    expect(await pixelsOf(data?.[0]?.url)).toBe('2752x1536')
    const extraFields = { aspect_ratio: '16:9', image_size: '2K', temperature: 0.8 }
    expect(await gateway.calls(prompt)).toMatchObject([{ size: '2K', extraFields }])
  })

  test('reference image URL', async ({ client, gateway }) => {
    const prompt = 'Match the composition of the reference [sandbox: instant]'
    const reference_images = ['https://example.com/reference-poster.jpg']
    await generate(client, {
      prompt,
      size: '1024x1024',
      extra_fields: { reference_images, temperature: 0.7 },
    })
    expect(await gateway.calls(prompt)).toMatchObject([
      { extraFields: { reference_images, temperature: 0.7 } },
    ])
  })

  test('multi-image style fusion', async ({ client, gateway }) => {
    const prompt = 'Fuse the styles of both reference images [sandbox: instant]'
    const reference_images = ['https://example.com/style-1.jpg', 'https://example.com/style-2.jpg']
    await generate(client, { prompt, size: '2K', extra_fields: { reference_images } })
    expect(await gateway.calls(prompt)).toMatchObject([{ size: '2K', extraFields: { reference_images } }])
  })

  test('4K output with base64 reference', async ({ client, gateway }) => {
    const prompt = 'Convert this banana line art into a 3D cartoon style [sandbox: instant]'
    const art = sharp({ create: { width: 64, height: 48, channels: 3, background: '#fc0' } })
    const reference = `data:image/png;base64,${(await art.png().toBuffer()).toString('base64')}`
    const extra_fields = {
      reference_images: [reference],
      image_size: '4K',
      aspect_ratio: '1:1',
      temperature: 0.5,
    }
    const { data } = await generate(client, { prompt, size: '1024x1024', extra_fields })
    expect(await pixelsOf(data?.[0]?.url)).toBe('4096x4096')
    const [call] = await gateway.calls(prompt)
    expect(call?.extraFields).toMatchObject({ image_size: '4K', aspect_ratio: '1:1', temperature: 0.5 })
  })
})

test('models are listed, and one is found by its id', async ({ client }) => {
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  expect(ids).toEqual(['nano-banana-2', 'nano-banana-pro'])
  expect(await client.models.retrieve('nano-banana-pro')).toMatchObject({ object: 'model' })
  expect(await refusalOf(client.models.retrieve('gpt-image-1'))).toMatchObject({ status: 404 })
})

test.describe('what is asked', () => {
  test('a size outside the table goes to the gateway as it is', async ({ client, gateway }) => {
    const prompt = 'A banana of any size [sandbox: instant]'
    const { data } = await generate(client, { prompt, size: '800x600' })
    expect(data).toHaveLength(1)
    expect(await gateway.calls(prompt)).toMatchObject([{ size: '800x600' }])
  })

  test('ignored extra_fields are named in a header', async ({ client }) => {
    const body = asked({
      prompt: 'A banana with extras [sandbox: instant]',
      extra_fields: { aspect_ratio: '7:3', seed: 1 },
    })
    const { response } = await client.images.generate(body).withResponse()
    expect(response.headers.get('x-bunch-ignored')).toBe('aspect_ratio, seed')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('n pictures are n calls and n links', async ({ client, gateway }) => {
    const prompt = 'Three bananas [sandbox: instant]'
    const { data } = await generate(client, { prompt, n: 3 })
    expect(new Set(data?.map(({ url }) => url)).size).toBe(3)
    expect(await gateway.callCount(prompt)).toBe(3)
  })

  test('base64 holds the same bytes as the link', async ({ client }) => {
    const body = { prompt: 'A banana in base64 [sandbox: instant]' }
    const key = { 'Idempotency-Key': 'base64' }
    const link = await generate(client, body, key)
    const encoded = await generate(client, { ...body, response_format: 'b64_json' }, key)
    const original = Buffer.from(await (await fetch(link.data?.[0]?.url ?? '')).arrayBuffer())
    expect(Buffer.from(encoded.data?.[0]?.b64_json ?? '', 'base64').equals(original)).toBe(true)
  })

  test('a field that cannot be is named, and nothing is called', async ({ client, gateway }) => {
    const prompt = 'Nine bananas'
    const error = await refusalOf(generate(client, { prompt, n: 9 }))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error).toMatchObject({ param: 'n', code: 'invalid_value' })
    expect(await gateway.callCount(prompt)).toBe(0)
  })
})

test.describe('keys', () => {
  test('a wrong key is refused', async ({ studio }) => {
    const error = await refusalOf(connect(studio.url, { apiKey: 'sk-wrong' }).models.list())
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.code).toBe('invalid_api_key')
  })

  test('without a key of its own the studio says how to set one', async ({ newStudio }) => {
    const studio = await newStudio()
    await studio.start()
    const error = await refusalOf(generate(connect(studio.url), { prompt: 'A banana' }))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toContain('made in its settings')
  })

  test('what is not there is told in the envelope too', async ({ client }) => {
    expect(await refusalOf(client.get('/nothing'))).toMatchObject({ status: 404, code: 'unknown_url' })
    expect(await refusalOf(client.get('/images/generations/unknown'))).toMatchObject({ status: 404 })
  })
})

// The client sends again by itself, twice, what may be sent again: each of these must arrive once.
test.describe('failures are paid for once', () => {
  test('a refusal', async ({ client, gateway }) => {
    const prompt = 'A refused banana [sandbox: no-choices]'
    const error = await refusalOf(generate(client, { prompt }))
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error.message).toContain('chat response contains no choices')
    expect(error.code).toBe('content_policy_violation')
    expect(await gateway.callCount(prompt)).toBe(1)
  })

  for (const fault of ['reset', 'reset-before', 'truncated-json', '504', 'upload-failed', 'text-only']) {
    test(fault, async ({ client, gateway }) => {
      const prompt = `A banana [sandbox: ${fault}]`
      const error = await refusalOf(generate(client, { prompt }))
      expect(error).toBeInstanceOf(InternalServerError)
      expect(error.headers?.get('x-should-retry')).toBe('false')
      expect(await gateway.callCount(prompt)).toBe(1)
      const run = await client.get(`/images/generations/${error.headers?.get('x-bunch-generation')}`)
      expect(run).toMatchObject({ data: [], error: { code: error.code } })
    })
  }

  test('one of three: the others are answered, and it is named', async ({ client, gateway }) => {
    const prompt = 'Two bananas of three [sandbox: no-choices index=1]'
    const answer = await generate(client, { prompt, n: 3 })
    expect(answer.data).toHaveLength(2)
    expect(answer).toMatchObject({ failed: [{ index: 1, error: { code: 'content_policy_violation' } }] })
    expect(await gateway.callCount(prompt)).toBe(3)
  })
})

test.describe('Idempotency-Key', () => {
  const pathsOf = (answer: OpenAI.ImagesResponse) =>
    answer.data?.map(({ url }) => new URL(url ?? '').pathname) ?? []

  test('gives the same pictures again, without a call', async ({ client, gateway }) => {
    const prompt = 'The same banana [sandbox: instant]'
    const key = { 'Idempotency-Key': 'again' }
    const reference = 'https://example.com/a.jpg'
    const body = { prompt, n: 2, extra_fields: { reference_images: [reference] } }
    const first = await generate(client, body, key)
    const second = await generate(client, body, key)
    expect(pathsOf(second)).toEqual(pathsOf(first))
    expect(await gateway.callCount(prompt)).toBe(2)
  })

  test('while the first is still running, the others wait for it', async ({ client, gateway }) => {
    const prompt = 'One banana for many [sandbox: latency=700]'
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => generate(client, { prompt }, { 'Idempotency-Key': 'at once' })),
    )
    expect(new Set(answers.flatMap(pathsOf)).size).toBe(1)
    expect(await gateway.callCount(prompt)).toBe(1)
  })

  test('gives the same failure again, without a call', async ({ client, gateway }) => {
    const prompt = 'A banana that was lost once [sandbox: reset]'
    for (let time = 0; time < 2; time++) {
      const error = await refusalOf(generate(client, { prompt }, { 'Idempotency-Key': 'lost' }))
      expect(error.code).toBe('outcome_unknown')
    }
    expect(await gateway.callCount(prompt)).toBe(1)
  })

  test('of another request is refused', async ({ client, gateway }) => {
    const key = { 'Idempotency-Key': 'used' }
    await generate(client, { prompt: 'One banana [sandbox: instant]' }, key)
    const other = 'Another banana [sandbox: instant]'
    expect(await refusalOf(generate(client, { prompt: other }, key))).toMatchObject({ status: 422 })
    expect(await gateway.callCount(other)).toBe(0)
  })
})

test.describe('a connection that drops', () => {
  test('loses nothing: the picture is in the studio', async ({ client, studio, gateway }) => {
    const prompt = 'A banana nobody waited for [sandbox: hold]'
    const gone = new AbortController()
    const call = client.images.generate(asked({ prompt }), { signal: gone.signal })
    await expect.poll(() => gateway.callCount(prompt)).toBe(1)
    gone.abort()
    await expect(call).rejects.toThrow()
    await gateway.release(prompt)
    await expect
      .poll(async () => {
        const feed = await (await studio.fetch('/api/generations')).json()
        return feed.items.find((run: { prompt: string }) => run.prompt === prompt)?.images[0].status
      })
      .toBe('succeeded')
  })

  test('and is made again by the SDK itself finds the first call’s picture', async ({ studio, gateway }) => {
    const prompt = 'A banana sent for twice [sandbox: hold]'
    let requests = 0
    /** Loses the first connection once the gateway has been called. */
    const losing: typeof fetch = async (input, init) => {
      requests++
      if (requests > 1) {
        await gateway.release(prompt)
        return fetch(input, init)
      }
      const connection = new AbortController()
      const lost = fetch(input, { ...init, signal: connection.signal })
      await expect.poll(() => gateway.callCount(prompt)).toBe(1)
      connection.abort()
      return lost
    }
    const { data } = await generate(connect(studio.url, { fetch: losing }), { prompt })
    expect(data).toHaveLength(1)
    expect(requests).toBe(2)
    expect(await gateway.callCount(prompt)).toBe(1)
  })
})

test('a studio that drains still answers with the picture it is making', async ({ newStudio, gateway }) => {
  const prompt = 'A banana at closing time [sandbox: hold]'
  const studio = await newStudio({ BUNCH_OWNER_API_KEY: OWNER_API_KEY })
  await studio.start()
  const answer = generate(connect(studio.url), { prompt })
  await expect.poll(() => gateway.callCount(prompt)).toBe(1)
  const stopped = studio.stop()
  await expect.poll(async () => (await studio.fetch('/api/readyz')).status).toBe(503)
  await gateway.release(prompt)
  expect((await answer).data).toHaveLength(1)
  expect(await stopped).toBe(0)
  expect(await gateway.callCount(prompt)).toBe(1)
})

test('a gateway that refuses the studio’s key: told so, and nothing waits in vain', async ({
  newStudio,
  gateway,
}) => {
  const studio = await newStudio({ BUNCH_OWNER_API_KEY: OWNER_API_KEY })
  await studio.start()
  const prompt = 'A banana for nobody [sandbox: 401]'
  const client = connect(studio.url)
  expect(await refusalOf(generate(client, { prompt }))).toMatchObject({
    status: 503,
    code: 'gateway_key_rejected',
  })
  const next = 'The next banana'
  expect(await refusalOf(generate(client, { prompt: next }))).toMatchObject({
    status: 503,
    code: 'gateway_paused',
  })
  expect([await gateway.callCount(prompt), await gateway.callCount(next)]).toEqual([1, 0])
})

test('Prefer: respond-async answers at once, and the run is asked for by its id', async ({
  client,
  gateway,
}) => {
  const prompt = 'A banana for later [sandbox: hold]'
  const { data: accepted, response } = await client.images
    .generate(asked({ prompt }), { headers: { Prefer: 'respond-async' } })
    .withResponse()
  expect(response.status).toBe(202)
  const { id, status } = accepted as unknown as { id: string; status: string }
  expect(['queued', 'running']).toContain(status)
  const read = () => client.get<{ status: string; data: { url: string }[] }>(`/images/generations/${id}`)
  expect(await read()).toMatchObject({ id, data: [], error: null })
  await gateway.release(prompt)
  await expect.poll(async () => (await read()).status).toBe('succeeded')
  expect(await pixelsOf((await read()).data[0]?.url)).toBe('1024x1024')
})

test.describe('links', () => {
  test('need no key, tell their length, and serve ranges', async ({ client }) => {
    const { data } = await generate(client, { prompt: 'A linked banana [sandbox: instant]' })
    const url = data?.[0]?.url ?? ''
    const head = await fetch(url, { method: 'HEAD' })
    expect(head.headers.get('content-type')).toBe('image/png')
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000)
    const part = await fetch(url, { headers: { range: 'bytes=0-7' } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 8])
  })

  test('that were changed open nothing', async ({ client }) => {
    const { data } = await generate(client, { prompt: 'A forged banana [sandbox: instant]' })
    const url = new URL(data?.[0]?.url ?? '')
    url.searchParams.set('expires', '4000000000')
    expect((await fetch(url)).status).toBe(404)
    url.search = ''
    expect((await fetch(url)).status).toBe(404)
  })
})

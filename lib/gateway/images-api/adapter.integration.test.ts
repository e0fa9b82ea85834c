import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { GenerateRequest } from '#lib/gateway/adapter.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { guardedAgent } from '#lib/outbound/address-guard.ts'
import { dispatcherClient, type HttpClient } from '#lib/outbound/http-client.ts'
import { pngOfLength, startTestServer, TINY_PNG } from '#lib/outbound/testing.ts'
import { createImagesApiAdapter } from './adapter.ts'

const KEY = 'sk-integration-secret-0123456789'

/** `headRead` settles once the caller has the head of this answer. */
type Answer = (
  response: ServerResponse,
  body: string,
  request: IncomingMessage,
  headRead: Promise<void>,
) => void

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A gateway that answers each path as told, and an adapter that calls it over real connections. */
async function gateway(paths: Record<string, Answer>, limits = { total: 50_000, stall: 50_000 }) {
  const head = Promise.withResolvers<void>()
  const calls: { path: string; headers: IncomingMessage['headers']; body: string }[] = []
  const server = await startTestServer((request, response, body) => {
    const path = request.url ?? ''
    calls.push({ path, headers: request.headers, body })
    const answer = paths[path]
    if (answer) answer(response, body, request, head.promise)
    else response.writeHead(404).end('nothing here')
  })
  const policy = { allowHosts: [], alwaysAllow: `127.0.0.1:${server.port}` }
  const agent = guardedAgent(policy, { freshConnections: true })
  cleanups.push(
    () => server.close(),
    () => agent.destroy(),
  )
  const overConnections = dispatcherClient(agent)
  const client: HttpClient = async (...call) => {
    const response = await overConnections(...call)
    head.resolve()
    return response
  }
  const adapter = createImagesApiAdapter({
    baseUrl: `${server.origin}/v1`,
    apiKey: KEY,
    client,
    backoffMs: [1, 1],
    downloadMs: limits,
  })
  return { adapter, calls, origin: server.origin }
}

const request = (overrides: Partial<GenerateRequest> = {}): GenerateRequest => ({
  model: 'nano-banana-2',
  prompt: 'A banana',
  ratio: '16:9',
  tier: '4K',
  temperature: null,
  references: [],
  clientRequestId: 'run.0',
  signal: new AbortController().signal,
  ...overrides,
})

const json = (value: unknown, status = 200, headers = {}) =>
  ((response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(value))) satisfies Answer

const GENERATE = '/v1/images/generations'

async function collect(bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Everything a log or an answer could show of an error: messages, fields and causes, all the way down. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error))
  return `${String(error)} ${own} ${JSON.stringify(error)} ${error.stack} ${everythingOf(error.cause)}`
}

/** The `GatewayError` of a call that must fail, checked never to hold the key. */
async function failureOf(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => new Error('the call succeeded'),
    (thrown: unknown) => thrown,
  )
  expect(everythingOf(error)).not.toContain(KEY)
  if (!(error instanceof GatewayError)) throw error
  return error
}

describe('a picture', () => {
  test('comes as base64, byte for byte, with its request as documented', async () => {
    const picture = pngOfLength(3_000_001)
    const b64_json = picture.toString('base64')
    const { adapter, calls } = await gateway({
      [GENERATE]: json({ created: 1, data: [{ url: '', b64_json }] }, 200, { 'x-request-id': 'req-1' }),
    })
    const sent: string[] = []
    const result = await adapter.generate(
      request({ temperature: 0.8, onSent: () => void sent.push(`${calls.length} calls before`) }),
    )
    expect(await collect(result.images[0]?.bytes)).toEqual(picture)
    expect(result).toMatchObject({ status: 200, requestId: 'req-1', resultUrl: null, text: null })
    expect(sent).toEqual(['0 calls before'])
    expect(calls[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'x-client-request-id': 'run.0',
    })
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      model: 'nano-banana-2',
      prompt: 'A banana',
      size: '4K',
      extra_fields: { aspect_ratio: '16:9', image_size: '4K', temperature: 0.8 },
    })
  })

  test('is made after references of many megabytes, sent in order', async () => {
    const { adapter, calls } = await gateway({
      [GENERATE]: json({ data: [{ b64_json: TINY_PNG.toString('base64') }] }),
    })
    const big = pngOfLength(7_000_000)
    await adapter.generate(
      request({
        references: [
          { kind: 'bytes', mime: 'image/png', bytes: big },
          { kind: 'url', url: 'https://example.com/"quoted".jpg' },
          { kind: 'bytes', mime: 'image/webp', bytes: TINY_PNG },
        ],
      }),
    )
    expect(JSON.parse(calls[0]?.body ?? '').extra_fields.reference_images).toEqual([
      `data:image/png;base64,${big.toString('base64')}`,
      'https://example.com/"quoted".jpg',
      `data:image/webp;base64,${TINY_PNG.toString('base64')}`,
    ])
    expect(Number(calls[0]?.headers['content-length'])).toBe(calls[0]?.body.length)
  })

  test('comes as a link to the gateway’s own host, told before it is downloaded', async () => {
    const picture = pngOfLength(300_000)
    const order: string[] = []
    const { adapter, origin } = await gateway({
      [GENERATE]: (response) => json({ data: [{ url: `${origin}/files/1.png`, b64_json: '' }] })(response),
      '/files/1.png': (response) => {
        order.push('downloaded')
        response.writeHead(200, { 'content-type': 'text/plain' }).end(picture)
      },
    })
    const result = await adapter.generate(request({ onResultUrl: (url) => void order.push(url) }))
    expect(await collect(result.images[0]?.bytes)).toEqual(picture)
    expect(result.resultUrl).toBe(`${origin}/files/1.png`)
    expect(order).toEqual([`${origin}/files/1.png`, 'downloaded'])
  })

  test('is downloaded again from a link kept from an earlier answer', async () => {
    const { adapter, origin } = await gateway({
      '/files/1.png': (response) => response.writeHead(200).end(TINY_PNG),
    })
    const image = await adapter.download(`${origin}/files/1.png`, new AbortController().signal)
    expect(await collect(image.bytes)).toEqual(TINY_PNG)
  })

  test('goes on where a broken download ended, without a byte twice', async () => {
    const picture = pngOfLength(2_000_000)
    let tries = 0
    const { adapter, origin } = await gateway({
      '/files/1.png': (response) => {
        tries++
        response.writeHead(200, { 'content-length': picture.length, etag: '"one"' })
        if (tries === 3) response.end(picture)
        else
          response.write(picture.subarray(0, tries * 700_000), () => setTimeout(() => response.destroy(), 50))
      },
    })
    const image = await adapter.download(`${origin}/files/1.png`, new AbortController().signal)
    expect((await collect(image.bytes)).equals(picture)).toBe(true)
    expect(tries).toBe(3)
  })

  test('comes compressed although nobody asked', async () => {
    const { gzipSync } = await import('node:zlib')
    const body = gzipSync(JSON.stringify({ data: [{ b64_json: TINY_PNG.toString('base64') }] }))
    const { adapter } = await gateway({
      [GENERATE]: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
    })
    const result = await adapter.generate(request())
    expect(await collect(result.images[0]?.bytes)).toEqual(TINY_PNG)
  })
})

describe('a call without an answer', () => {
  test('nobody listens: unreachable, so it may be tried again', async () => {
    const client = dispatcherClient(guardedAgent({ allowHosts: ['127.0.0.1'], alwaysAllow: null }))
    // No port that was free a moment ago: another test may have it by now.
    const adapter = createImagesApiAdapter({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: KEY, client })
    const error = await failureOf(adapter.generate(request()))
    expect(error.kind).toBe('unreachable')
    expect(error.message).not.toContain('127.0.0.1')
  })

  test('the name does not resolve: unreachable', async () => {
    const client = dispatcherClient(guardedAgent({ allowHosts: ['gateway.invalid'], alwaysAllow: null }))
    const adapter = createImagesApiAdapter({ baseUrl: 'http://gateway.invalid/v1', apiKey: KEY, client })
    expect((await failureOf(adapter.generate(request()))).kind).toBe('unreachable')
  })

  test('the server does not speak TLS: unreachable, nothing was sent', async () => {
    const server = await startTestServer(() => {})
    cleanups.push(() => server.close())
    const client = dispatcherClient(guardedAgent({ allowHosts: ['127.0.0.1'], alwaysAllow: null }))
    const baseUrl = `https://127.0.0.1:${server.port}/v1`
    const adapter = createImagesApiAdapter({ baseUrl, apiKey: KEY, client })
    expect((await failureOf(adapter.generate(request()))).kind).toBe('unreachable')
  })

  test('stopped before it was sent: nothing leaves', async () => {
    const { adapter, calls } = await gateway({ [GENERATE]: json({}) })
    const stopped = request({ signal: AbortSignal.abort(), onSent: () => expect.unreachable() })
    expect((await failureOf(adapter.generate(stopped))).kind).toBe('unreachable')
    expect(calls).toEqual([])
  })

  test('a gateway that drops idle connections loses no later call', async () => {
    const used = new WeakSet<object>()
    const { adapter, calls } = await gateway({
      [GENERATE]: (response, _, incoming) => {
        if (used.has(incoming.socket)) incoming.socket.resetAndDestroy()
        used.add(incoming.socket)
        json({ data: [{ b64_json: TINY_PNG.toString('base64') }] })(response)
      },
    })
    for (let call = 0; call < 3; call++) await adapter.generate(request())
    expect(calls).toHaveLength(3)
  })

  test('the deadline passes while the gateway hangs: outcome unknown', async () => {
    const deadline = new AbortController()
    const { adapter, calls } = await gateway({ [GENERATE]: () => deadline.abort() })
    const error = await failureOf(adapter.generate(request({ signal: deadline.signal })))
    expect(error.kind).toBe('outcome_unknown')
    expect(calls).toHaveLength(1)
  })

  test('the deadline passes in mid-body: outcome unknown', async () => {
    const deadline = new AbortController()
    const { adapter } = await gateway({
      async [GENERATE](response, _, __, headRead) {
        response.writeHead(200).write('{"data":[{"b64_json":"iVBOR')
        await headRead
        deadline.abort()
      },
    })
    const error = await failureOf(adapter.generate(request({ signal: deadline.signal })))
    expect(error.kind).toBe('outcome_unknown')
  })

  test('reset before an answer: outcome unknown', async () => {
    const { adapter } = await gateway({ [GENERATE]: (response) => response.socket?.resetAndDestroy() })
    expect((await failureOf(adapter.generate(request()))).kind).toBe('outcome_unknown')
  })

  test('reset in mid-body: outcome unknown, with the id of the call', async () => {
    const { adapter } = await gateway({
      async [GENERATE](response, _, __, headRead) {
        response.writeHead(200, { 'content-length': 100_000, 'x-oneapi-request-id': 'req-2' })
        response.write('{"data":[{"b64_json":"')
        await headRead
        response.socket?.resetAndDestroy()
      },
    })
    const error = await failureOf(adapter.generate(request()))
    expect(error.kind).toBe('outcome_unknown')
    expect(error.details.requestId).toBe('req-2')
  })

  test.each([
    ['truncated JSON', '{"created":1,"data":[{"b64_json":"iVBORw0KGgo'],
    ['invalid JSON', '{"data": oops}'],
    ['nothing at all', ''],
    ['a web page', '<!doctype html><title>Panel</title>'],
  ])('a 200 with %s: outcome unknown, in our own words', async (_, text) => {
    const { adapter } = await gateway({ [GENERATE]: (response) => response.writeHead(200).end(text) })
    const error = await failureOf(adapter.generate(request()))
    expect(error.kind).toBe('outcome_unknown')
    expect(error.message).toMatch(/^The gateway/)
    expect(error.message).not.toMatch(/JSON|token|position/)
  })

  test('a redirect is not followed: the key stays here', async () => {
    const { adapter, calls } = await gateway({
      [GENERATE]: (response) => response.writeHead(307, { location: '/v1/elsewhere' }).end(),
    })
    expect((await failureOf(adapter.generate(request()))).kind).toBe('invalid_request')
    expect(calls).toHaveLength(1)
  })
})

describe('a link that gives no picture: result lost, link kept', () => {
  const cases: Record<string, Answer> = {
    'is 404': (response) => response.writeHead(404).end('gone'),
    'answers with an error': (response) => response.writeHead(500).end('oops'),
    'is not an image': (response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('<html>not a picture</html>'),
    'is empty': (response) => response.writeHead(200).end(),
    'says nothing': () => {},
    'trickles a byte a second': (response) => {
      response.writeHead(200).write(TINY_PNG)
      const timer = setInterval(() => response.write('.'), 100)
      response.on('close', () => clearInterval(timer))
    },
    'never ends': (response) => {
      const block = pngOfLength(4_000_000)
      const pour = () => {
        while (response.writable && response.write(block));
      }
      response.on('drain', pour).writeHead(200)
      pour()
    },
    'lies about its length': (response) =>
      response.writeHead(200, { 'content-length': 500_000 }).end(pngOfLength(1000), () => response.destroy()),
    'announces more than any picture has': (response) =>
      response.writeHead(200, { 'content-length': 900_000_000 }).end(),
    'redirects to a private address': (response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/secret' }).end(),
    'redirects to the metadata address': (response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    'redirects to a file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'redirects without end': (response) => response.writeHead(302, { location: '/files/1.png' }).end(),
  }
  test.each(Object.entries(cases))('%s', async (_, answer) => {
    const { adapter, origin } = await gateway(
      {
        [GENERATE]: (response) => json({ data: [{ url: `${origin}/files/1.png` }] })(response),
        '/files/1.png': answer,
      },
      { total: 5000, stall: 300 },
    )
    const error = await failureOf(
      adapter.generate(request()).then((result) => collect(result.images[0]?.bytes)),
    )
    expect(error.kind).toBe('result_lost')
    expect(error.details.resultUrl).toBe(`${origin}/files/1.png`)
    expect(error.message).not.toContain(origin)
  })

  test('is another local port than the gateway’s own', async () => {
    const other = await startTestServer((_, response) => response.writeHead(200).end(TINY_PNG))
    cleanups.push(() => other.close())
    const { adapter } = await gateway({
      [GENERATE]: json({ data: [{ url: `${other.origin}/inside.png` }] }),
    })
    const error = await failureOf(adapter.generate(request()))
    expect(error.kind).toBe('result_lost')
    expect(error.message).toContain('BUNCH_ALLOW_HOSTS')
  })
})

describe('models', () => {
  test('lists what the gateway offers', async () => {
    const { adapter } = await gateway({
      '/v1/models': json({
        object: 'list',
        data: [{ id: 'nano-banana-2' }, null, { id: 'nano-banana-pro' }],
      }),
    })
    expect(await adapter.models(new AbortController().signal)).toEqual(['nano-banana-2', 'nano-banana-pro'])
  })

  test('a hang costs nothing: unreachable', async () => {
    const { adapter } = await gateway({ '/v1/models': () => {} })
    expect((await failureOf(adapter.models(AbortSignal.timeout(200)))).kind).toBe('unreachable')
  })
})

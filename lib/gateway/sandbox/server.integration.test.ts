import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharp } from '#lib/images/sharp.ts'
import { FAULT_KINDS } from './faults.ts'
import { type SandboxServer, startSandboxServer } from './server.ts'

let server: SandboxServer

beforeAll(async () => {
  server = await startSandboxServer()
})
afterAll(() => server.close())

function call(prompt: string, fields: object = {}, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'nano-banana-2', prompt, size: '512', ...fields }),
    ...init,
  })
}

async function link(fault: string, fields: object = {}): Promise<string> {
  const { data } = await (await call(`A lake [sandbox: ${fault}]`, fields)).json()
  return data[0].url
}

const tested = new Set<string>()
const fault = (kind: string) => {
  tested.add(kind)
  return `A lake [sandbox: ${kind}]`
}

describe('errors', () => {
  test.each([
    ['400', 400, 'prompt is invalid', 'invalid_value'],
    ['401', 401, 'Invalid token', 'invalid_api_key'],
    ['403', 403, 'This token has no access to the model', null],
    ['403-quota', 403, 'user quota is not enough, remaining quota: $0.000000', 'insufficient_user_quota'],
    ['413', 413, 'request entity too large', null],
    ['429', 429, 'Too many requests, please retry later', 'rate_limit_exceeded'],
    ['500', 500, 'internal error from upstream', null],
    ['502', 502, 'bad gateway', null],
    ['503', 503, 'the model is overloaded', null],
    ['503-model-not-found', 503, 'No available channel for model under group default', 'model_not_found'],
    ['504', 504, 'gateway timeout', null],
    ['524', 524, 'a timeout occurred', null],
    ['no-choices', 500, 'chat response contains no choices', null],
    ['no-image', 500, 'no base64 image found in response', null],
    ['upload-failed', 500, 'failed to upload image', null],
    ['content-policy', 400, 'Your request was rejected by the safety system', 'content_policy_violation'],
  ])('%s', async (kind, status, message, code) => {
    const response = await call(fault(kind))
    expect(response.status).toBe(status)
    expect(response.headers.get('x-request-id')).not.toBeNull()
    expect(response.headers.get('retry-after')).toBeNull()
    expect(await response.json()).toMatchObject({ error: { message, code } })
  })

  test('options: Retry-After, another status, only some calls, only one of a run', async () => {
    expect((await call('A [sandbox: 429 retry-after=7]')).headers.get('retry-after')).toBe('7')
    expect((await call('A [sandbox: no-choices status=200]')).status).toBe(200)
    const twice = async () => (await call('A lake [sandbox: 500 times=2]')).status
    expect([await twice(), await twice(), await twice()]).toEqual([500, 500, 200])
    const headers = (index: number) => ({
      authorization: 'Bearer key',
      'x-client-request-id': `run.${index}`,
    })
    const prompt = 'A lake [sandbox: 500 index=1]'
    const run = [0, 1, 2].map(async (index) => (await call(prompt, {}, { headers: headers(index) })).status)
    expect(await Promise.all(run)).toEqual([200, 500, 200])
  })

  test('a proxy’s page', async () => {
    const response = await call(fault('html-error'))
    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(await response.text()).toContain('<h1>502 Bad Gateway</h1>')
  })
})

describe('answers that are not what they should be', () => {
  test('no picture', async () => {
    const { data } = await (await call(fault('text-only'))).json()
    expect(data).toEqual([{ url: '', b64_json: '', text: expect.stringContaining('I cannot draw that') }])
    expect((await (await call(fault('empty-data'))).json()).data).toEqual([])
  })

  test.each(['invalid-json', 'truncated-json'])('%s', async (kind) => {
    const response = await call(fault(kind))
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  test('data URIs', async () => {
    const [prefixed] = (await (await call(fault('data-uri'))).json()).data
    expect(prefixed.b64_json).toMatch(/^data:image\/png;base64,iVBOR/)
    const [linked] = (await (await call(fault('data-url'))).json()).data
    expect(linked.url).toMatch(/^data:image\/png;base64,iVBOR/)
  })

  test.each(['jpeg', 'webp'])('%s under a label of PNG', async (kind) => {
    tested.add(kind)
    const response = await fetch(await link(kind))
    expect(response.headers.get('content-type')).toBe('image/png')
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).format).toBe(kind)
  })

  test('another size than asked', async () => {
    tested.add('wrong-size')
    const extra_fields = { image_size: '4K', aspect_ratio: '16:9' }
    const file = await fetch(await link('wrong-size', { extra_fields }))
    expect(await sharp(Buffer.from(await file.arrayBuffer())).metadata()).toMatchObject({
      width: 1376,
      height: 768,
    })
  })

  test('at once', async () => {
    tested.add('instant')
    expect((await fetch(await link('instant'))).status).toBe(200)
  })
})

describe('connections', () => {
  test('reset before and in the middle of an answer', async () => {
    await expect(call(fault('reset-before'))).rejects.toThrow('fetch failed')
    const response = await call(fault('reset'))
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow('terminated')
  })

  test('a held call is answered when its prompt is released, and so are later ones', async () => {
    const prompt = 'A lake [sandbox: hold]'
    const held = call(prompt)
    await expect.poll(() => server.calls(prompt).length).toBe(1)
    expect((await call('A lake')).status).toBe(200)
    expect(server.calls(prompt)[0]?.outcome).toBeNull()
    const released = await fetch(`${server.control}/release?${new URLSearchParams({ prompt })}`, {
      method: 'POST',
    })
    expect(released.status).toBe(204)
    expect([(await held).status, (await call(prompt)).status]).toEqual([200, 200])
  })

  test('a call that is never answered ends when the caller gives up', async () => {
    const prompt = fault('hang')
    const caller = new AbortController()
    const given = expect(call(prompt, {}, { signal: caller.signal })).rejects.toThrow('enough')
    await expect.poll(() => server.calls(prompt).map(({ outcome }) => outcome)).toEqual([null])
    caller.abort(new Error('enough'))
    await given
    await expect.poll(() => server.calls(prompt).map(({ outcome }) => outcome)).toEqual(['aborted'])
  })
})

describe('links', () => {
  test('gone, or gone once', async () => {
    tested.add('url-404').add('url-404-once')
    expect((await fetch(await link('url-404'))).status).toBe(404)
    const once = await link('url-404-once')
    expect([(await fetch(once)).status, (await fetch(once)).status]).toEqual([404, 200])
  })

  test('to private addresses', async () => {
    tested.add('url-private').add('url-redirect-private')
    expect(await link('url-private')).toBe('http://10.0.0.1/files/picture.png')
    const response = await fetch(await link('url-redirect-private'), { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('http://169.254.169.254/latest/meta-data/')
  })

  test('to a page', async () => {
    tested.add('url-not-image')
    const response = await fetch(await link('url-not-image'))
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(await response.text()).toContain('<!doctype html>')
  })

  test('that break off', async () => {
    tested.add('url-reset')
    const response = await fetch(await link('url-reset'))
    await expect(response.arrayBuffer()).rejects.toThrow('terminated')
  })

  test('that trickle, and that never end', async () => {
    tested.add('url-slow').add('url-endless')
    const slow = await fetch(await link('url-slow'))
    const first = await slow.body?.getReader().read()
    expect(first?.value?.length).toBe(4)
    const endless = await fetch(await link('url-endless'))
    const reader = endless.body?.getReader()
    let received = 0
    while (received < 8_000_000) received += (await reader?.read())?.value?.length ?? Number.POSITIVE_INFINITY
    expect(Number.isFinite(received)).toBe(true)
    await reader?.cancel()
  })
})

test('every fault has been shown', () => {
  expect(FAULT_KINDS.filter((kind) => !tested.has(kind))).toEqual([])
})

test('the calls are listed, references shortened, and can be forgotten', async () => {
  const prompt = 'A lake for the record [sandbox: 500]'
  const reference = `data:image/png;base64,${'A'.repeat(5000)}`
  await call(prompt, { extra_fields: { reference_images: [reference, 'https://example.com/a.png'] } })
  const url = `${server.control}/calls?prompt=${encodeURIComponent(prompt)}`
  const { calls } = await (await fetch(url)).json()
  expect(calls).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      prompt,
      model: 'nano-banana-2',
      size: '512',
      extraFields: {
        reference_images: ['data:image/png;base64,… (5022 characters)', 'https://example.com/a.png'],
      },
      responseFormat: null,
      clientRequestId: null,
      outcome: 500,
      tookMs: expect.any(Number),
    },
  ])
  expect((await fetch(`${server.control}/calls`, { method: 'DELETE' })).status).toBe(204)
  expect(server.calls()).toEqual([])
})

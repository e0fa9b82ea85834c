import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { failurePolicy, type GatewayFailureKind } from '#lib/gateway/errors.ts'
import { readLiftedJson } from '#lib/lifted-json/read.ts'
import { errorOfAnswer, retryAfterMs } from './errors.ts'
import { createScrub } from './scrub.ts'

const KEY = 'sk-live-abcdef0123456789'
const scrub = createScrub(KEY, 'https://api.gateway.example/v1')

async function errorOf(status: number, body: unknown, extra = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await readLiftedJson(Readable.from([Buffer.from(text)]), 10_000)
  return errorOfAnswer({ status, answer, requestId: null, ...extra }, scrub)
}

const says = (message: string, fields = {}) => ({
  error: { message, type: '', param: '', code: null, ...fields },
})

// Shapes as this family of gateways sends them, one for every row of the table.
const rows: [string, number, unknown, GatewayFailureKind][] = [
  ['no choices', 500, says('chat response contains no choices', { type: 'new_api_error' }), 'refused'],
  ['no choices, under a 200', 200, says('Chat response contains NO choices (request id: 1)'), 'refused'],
  ['no base64 image', 500, says('no base64 image found in response'), 'no_image'],
  ['no base64 image, under a 400', 400, says('upstream: no base64 image found in response'), 'no_image'],
  ['200 with text only', 200, { data: [], choices: [{ message: { content: 'I cannot.' } }] }, 'no_image'],
  ['200 with an empty item', 200, { created: 1, data: [{ url: '', b64_json: '' }] }, 'no_image'],
  ['200 with an unknown complaint', 200, says('something odd'), 'no_image'],
  ['upload', 500, says('failed to upload image'), 'gateway_storage'],
  ['400', 400, says('Invalid size', { param: 'size', code: 'invalid_value' }), 'invalid_request'],
  ['413', 413, '<html><h1>413 Request Entity Too Large</h1></html>', 'invalid_request'],
  ['422', 422, { detail: 'prompt is too long' }, 'invalid_request'],
  ['401', 401, says('Invalid token', { type: 'new_api_error' }), 'bad_key'],
  ['403 quota', 403, says('user quota is not enough', { code: 'insufficient_user_quota' }), 'quota'],
  ['403 quota in words', 403, says('token quota exhausted'), 'quota'],
  ['403 other', 403, says('This token has no access to model nano-banana-pro'), 'forbidden'],
  ['402', 402, says('Payment required'), 'quota'],
  ['429', 429, says('Too many requests', { code: 'rate_limit_exceeded' }), 'rate_limited'],
  ['429 of an empty account', 429, says('You exceeded it', { code: 'insufficient_quota' }), 'quota'],
  [
    '503 model_not_found',
    503,
    says('No available channel', { code: 'model_not_found' }),
    'model_unavailable',
  ],
  ['503 other', 503, says('system overloaded'), 'upstream_error'],
  ['500', 500, says('do_request_failed'), 'upstream_error'],
  ['502', 502, '<html><center>502 Bad Gateway</center></html>', 'outcome_unknown'],
  ['504', 504, '', 'outcome_unknown'],
  ['524', 524, 'error code: 524', 'outcome_unknown'],
  ['520', 520, 'error code: 520', 'outcome_unknown'],
  ['moderation_blocked', 400, says('Blocked', { code: 'moderation_blocked' }), 'refused'],
  ['content_policy_violation', 400, says('No', { code: 'content_policy_violation' }), 'refused'],
  ['IMAGE_SAFETY', 500, says('finish reason: IMAGE_SAFETY'), 'refused'],
  ['PROHIBITED_CONTENT', 502, says('blocked: PROHIBITED_CONTENT'), 'refused'],
  ['404', 404, says('Invalid URL (POST /images/generations)'), 'invalid_request'],
  ['404 model', 404, says('The model does not exist', { code: 'model_not_found' }), 'model_unavailable'],
]

test.each(rows)('%s (%i)', async (_, status, body, kind) => {
  const error = await errorOf(status, body)
  expect(error.kind).toBe(kind)
  expect(error.details.status).toBe(status)
  expect(error.message).not.toBe('')
})

test('what may have been paid for is never retried by itself', () => {
  for (const [, , , kind] of rows) {
    const policy = failurePolicy(kind)
    if (policy.billed !== 'no') expect(policy.retry).not.toBe('automatic')
  }
})

describe('what people see', () => {
  test('the gateway’s words, its code and the field at fault', async () => {
    const error = await errorOf(400, says('Invalid size', { param: 'size', code: 'invalid_value' }))
    expect(error.message).toBe('Invalid size')
    expect(error.details).toMatchObject({
      param: 'size',
      code: 'invalid_value',
      gatewayWords: 'Invalid size',
    })
  })

  test.each([
    ['a bare string', { error: 'Invalid size' }],
    ['a message', { message: 'Invalid size' }],
    ['a detail', { detail: 'Invalid size' }],
    ['a message with odd neighbours', { error: { message: 'Invalid size', code: 7, param: { odd: true } } }],
  ])('the words of an envelope that is %s', async (_, body) => {
    expect((await errorOf(400, body)).message).toBe('Invalid size')
  })

  test('the model’s own words, where it answered with text', async () => {
    const error = await errorOf(200, { data: [{ text: 'Here is a poem instead.' }] })
    expect(error.message).toBe('Here is a poem instead.')
    expect(error.details.modelText).toBe('Here is a poem instead.')
  })

  test.each([
    ['a web page', 502, '<html>nginx</html>'],
    ['nothing', 500, ''],
    ['JSON of no known shape', 500, '[1, 2'],
  ])('our own words for %s', async (_, status, body) => {
    const { message, details } = await errorOf(status, body)
    expect(message).toBe(`The gateway answered with status ${status} and no explanation.`)
    expect(details.gatewayWords).toBeUndefined()
  })

  test('neither the key, whole or starred out, nor the gateway’s address', async () => {
    const message = `Incorrect key ${KEY} (sk-liv***6789) at https://api.gateway.example/v1/images via api.gateway.example`
    const error = await errorOf(401, says(message, { code: `bad ${KEY}`, param: KEY }), { requestId: KEY })
    const shown = `${error.message} ${JSON.stringify(error.details)}`
    expect(shown).not.toMatch(/sk-l|gateway\.example/)
    expect(error.message).toBe('Incorrect key [key] ([key]) at [gateway]/images via [gateway]')
  })

  test('no control characters, and not a novel', async () => {
    const { message } = await errorOf(400, says(`line\u0000one\u202e${'x'.repeat(5000)}`))
    expect(message).toMatch(/^line one x+$/)
    expect(message.length).toBeLessThanOrEqual(600)
  })
})

describe('Retry-After', () => {
  const now = new Date('2026-11-03T10:00:00Z')
  test.each([
    ['7', 7000],
    ['0.5', 500],
    ['-3', 0],
    ['Tue, 03 Nov 2026 10:01:00 GMT', 60_000],
    ['Tue, 03 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })

  test('stands on the error', async () => {
    const error = await errorOf(429, says('slow down'), { retryAfterMs: 7000 })
    expect(error.details.retryAfterMs).toBe(7000)
  })
})

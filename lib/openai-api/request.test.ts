import { describe, expect, test } from 'vitest'
import { pngOfLength, TINY_PNG } from '#lib/outbound/testing.ts'
import { ApiError } from './errors.ts'
import { readImagesRequest } from './request.ts'

const BASE = { model: 'nano-banana-2', prompt: 'A banana', size: '2K' }

const read = (body: unknown) =>
  readImagesRequest(
    new Request('http://studio.example/v1/images/generations', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )

async function refusalOf(body: unknown) {
  const error = await read(body).catch((thrown: unknown) => thrown)
  if (!(error instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(error)}`)
  return { status: error.status, param: error.body.param }
}

describe('size, by the table of the endpoint', () => {
  test.each([
    ['1024x1024', '1:1', '1K'],
    ['1024x1792', '9:16', '1K'],
    ['1792x1024', '16:9', '1K'],
    ['512', 'auto', '512'],
    ['1K', 'auto', '1K'],
    ['2K', 'auto', '2K'],
    ['4K', 'auto', '4K'],
  ])('%s', async (size, ratio, tier) => {
    expect(await read({ ...BASE, size })).toMatchObject({ ratio, tier, rawSize: undefined, ignored: [] })
  })

  test.each(['800x600', '8K', 'auto', '2k'])('%s is outside it and goes as it is', async (size) => {
    expect((await read({ ...BASE, size })).rawSize).toBe(size)
  })

  test('a tier this model does not have goes as it is', async () => {
    expect((await read({ ...BASE, model: 'nano-banana-pro', size: '512' })).rawSize).toBe('512')
  })

  test.each([
    ['2K', { aspect_ratio: '16:9' }, '16:9', '2K'],
    ['1024x1024', { image_size: '4K' }, '1:1', '4K'],
    ['1024x1024', { image_size: '4K', aspect_ratio: '21:9' }, '21:9', '4K'],
    ['800x600', { aspect_ratio: '4:3' }, '4:3', '2K'],
    ['800x600', { image_size: '1K' }, 'auto', '1K'],
  ])('%s, overridden by %j', async (size, extra_fields, ratio, tier) => {
    expect(await read({ ...BASE, size, extra_fields })).toMatchObject({ ratio, tier, rawSize: undefined })
  })
})

describe('extra_fields', () => {
  test('what is unknown or invalid is ignored by name, and the rest counts', async () => {
    const extra_fields = {
      aspect_ratio: '7:3',
      image_size: '8K',
      temperature: 3,
      seed: 42,
      reference_images: ['https://example.com/a.jpg', 7, 'a.jpg'],
    }
    expect(await read({ ...BASE, extra_fields })).toMatchObject({
      ratio: 'auto',
      tier: '2K',
      temperature: null,
      references: [{ url: 'https://example.com/a.jpg' }],
      ignored: [
        'aspect_ratio',
        'image_size',
        'temperature',
        'seed',
        'reference_images[1]',
        'reference_images[2]',
      ],
    })
  })

  test.each(['text', 7, ['a']])('is ignored whole where it is %j', async (extra_fields) => {
    expect((await read({ ...BASE, extra_fields })).ignored).toEqual(['extra_fields'])
  })

  test('a ratio the model does not have is ignored', async () => {
    const body = { ...BASE, model: 'nano-banana-pro', extra_fields: { aspect_ratio: '8:1' } }
    expect(await read(body)).toMatchObject({ ratio: 'auto', ignored: ['aspect_ratio'] })
  })

  test('references as data URIs, short and long, in their order', async () => {
    const big = pngOfLength(300_000)
    const uri = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`
    const reference_images = [uri(big), 'https://example.com/a.jpg', uri(TINY_PNG)]
    const { references } = await read({ ...BASE, extra_fields: { reference_images } })
    const shown: unknown[] = []
    for (const sent of references) {
      shown.push('url' in sent ? sent.url : Buffer.concat(await Array.fromAsync(sent.bytes.bytes())))
    }
    expect(shown).toEqual([big, 'https://example.com/a.jpg', TINY_PNG])
  })
})

test('n, response_format and other parameters of OpenAI’s', async () => {
  const body = { ...BASE, n: 3, response_format: 'b64_json', quality: 'high', user: 'me', stream: false }
  expect(await read(body)).toMatchObject({ n: 3, responseFormat: 'b64_json', ignored: [] })
  expect(await read({ ...BASE, n: null })).toMatchObject({ n: 1, responseFormat: 'url' })
})

test.each<[string, unknown, string | null]>([
  ['no JSON', 'model=nano', null],
  ['a list', [], null],
  ['no model', { prompt: 'x', size: '1K' }, 'model'],
  ['no prompt', { model: 'm', size: '1K' }, 'prompt'],
  ['an empty prompt', { ...BASE, prompt: ' \n' }, 'prompt'],
  ['a prompt without end', { ...BASE, prompt: 'x'.repeat(200_000) }, 'prompt'],
  ['no size', { model: 'm', prompt: 'x' }, 'size'],
  ['n of 0', { ...BASE, n: 0 }, 'n'],
  ['n of 9', { ...BASE, n: 9 }, 'n'],
  ['n of 1.5', { ...BASE, n: 1.5 }, 'n'],
  ['n as a word', { ...BASE, n: '2' }, 'n'],
  ['another response_format', { ...BASE, response_format: 'hex' }, 'response_format'],
  ['streaming', { ...BASE, stream: true }, 'stream'],
])('%s is refused with 400 and the field', async (_, body, param) => {
  expect(await refusalOf(body)).toEqual({ status: 400, param })
})

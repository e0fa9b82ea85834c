import { expect, test } from 'vitest'
import type { GenerateRequest } from '#lib/gateway/adapter.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { requestBody } from './request.ts'

function sent(overrides: Partial<GenerateRequest>) {
  const body = requestBody({
    model: 'nano-banana-2',
    prompt: 'A “banana”\n第二行',
    ratio: 'auto',
    tier: '2K',
    temperature: null,
    references: [],
    clientRequestId: 'run.0',
    signal: new AbortController().signal,
    ...overrides,
  })
  const bytes = Buffer.concat([...body.chunks()])
  expect(bytes.length).toBe(body.length)
  return JSON.parse(bytes.toString('utf8'))
}

test('Auto names the tier alone', () => {
  expect(sent({})).toEqual({ model: 'nano-banana-2', prompt: 'A “banana”\n第二行', size: '2K' })
})

test.each([
  ['1:1', '1024x1024'],
  ['9:16', '1024x1792'],
  ['16:9', '1792x1024'],
  ['4:5', '1K'],
] as const)('%s at 1K is size %s', (ratio, size) => {
  const body = sent({ ratio, tier: '1K' })
  expect(body.size).toBe(size)
  expect(body.extra_fields).toEqual({ aspect_ratio: ratio, image_size: '1K' })
})

test('both halves of a size are sent or neither, and size agrees with them', () => {
  for (const ratio of RATIO_CHOICES) {
    for (const tier of TIERS) {
      const { size, extra_fields } = sent({ ratio, tier })
      if (ratio === 'auto') expect([size, extra_fields]).toEqual([tier, undefined])
      else expect(extra_fields).toEqual({ aspect_ratio: ratio, image_size: tier })
      if (tier !== '1K') expect(size).toBe(tier)
    }
  }
})

test('a raw size goes as it is, with nothing to override it', () => {
  expect(sent({ rawSize: '800x600', ratio: '16:9', temperature: 0.5 })).toMatchObject({
    size: '800x600',
    extra_fields: { temperature: 0.5 },
  })
})

test('temperature is sent only where somebody set it, zero included', () => {
  expect(sent({ temperature: 0 }).extra_fields).toEqual({ temperature: 0 })
  expect(sent({}).extra_fields).toBeUndefined()
})

test('references stand in their order, beside the other fields', () => {
  const bytes = new Uint8Array(Buffer.from('\u0000abc').buffer, 0, 3)
  const references = [
    { kind: 'url', url: 'https://example.com/a.jpg?x="1"' },
    { kind: 'bytes', mime: 'image/jpeg', bytes },
  ] as const
  expect(sent({ references, temperature: 1 }).extra_fields).toEqual({
    temperature: 1,
    reference_images: [
      'https://example.com/a.jpg?x="1"',
      `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`,
    ],
  })
})

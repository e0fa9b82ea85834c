import { describe, expect, test } from 'vitest'
import { pixelsOf, readCall } from './contract.ts'
import { SandboxError } from './envelope.ts'

const base = { model: 'nano-banana-2', prompt: 'a banana', size: '1024x1024' }
const pixels = (body: object, native: { width: number; height: number } | null = null) => {
  const { width, height } = pixelsOf(readCall({ ...base, ...body }), native)
  return `${width}x${height}`
}
const failure = (body: unknown) => {
  try {
    readCall(body)
  } catch (error) {
    if (error instanceof SandboxError) return error.answer
    throw error
  }
  throw new Error('the body was accepted')
}

describe('sizes', () => {
  test.each([
    ['1024x1024', '1024x1024'],
    ['1024x1792', '768x1376'],
    ['1792x1024', '1376x768'],
    ['512', '512x512'],
    ['1K', '1024x1024'],
    ['2K', '2048x2048'],
    ['4K', '4096x4096'],
  ])('%s gives %s', (size, expected) => {
    expect(pixels({ size })).toBe(expected)
  })

  test('a size outside the table falls back to the model’s default', () => {
    expect(pixels({ size: '800x600' })).toBe('2048x2048')
  })

  test('a native size follows the first reference', () => {
    expect(pixels({ size: '1K' }, { width: 4000, height: 3000 })).toBe('1200x896')
    expect(pixels({ size: '1024x1024' }, { width: 4000, height: 3000 })).toBe('1024x1024')
  })

  test('a tier that the model lacks falls back', () => {
    expect(pixels({ model: 'nano-banana-pro', size: '512' })).toBe('2048x2048')
  })
})

describe('extra_fields', () => {
  test.each([
    ['both override', '1024x1792', { image_size: '4K', aspect_ratio: '16:9' }, '5504x3072'],
    ['the ratio overrides its half', '2K', { aspect_ratio: '16:9' }, '2752x1536'],
    ['the tier overrides its half', '1792x1024', { image_size: '4K' }, '5504x3072'],
    ['an unknown tier is ignored', '1792x1024', { image_size: '8K' }, '1376x768'],
    ['an unknown ratio is ignored', '2K', { aspect_ratio: '7:5' }, '2048x2048'],
    ['values of the wrong type are ignored', '1K', { image_size: 4, aspect_ratio: ['16:9'] }, '1024x1024'],
    ['unknown fields are ignored', '1K', { seed: 7, style: 'vivid' }, '1024x1024'],
    [
      'an overridden size outside the table',
      '800x600',
      { image_size: '1K', aspect_ratio: '4:1' },
      '2048x512',
    ],
  ])('%s', (_, size, extra, expected) => {
    expect(pixels({ size, extra_fields: extra })).toBe(expected)
  })

  test.each([[null], ['4K'], [[]], [7]])('%j instead of an object is ignored', (extra) => {
    expect(pixels({ extra_fields: extra })).toBe('1024x1024')
  })

  test('a ratio that the model lacks is ignored', () => {
    expect(pixels({ model: 'nano-banana-pro', size: '1K', extra_fields: { aspect_ratio: '8:1' } })).toBe(
      '1024x1024',
    )
  })

  test('the temperature counts inside its range only', () => {
    const temperature = (value: unknown) =>
      readCall({ ...base, extra_fields: { temperature: value } }).temperature
    expect(temperature(0.8)).toBe(0.8)
    expect(temperature(3)).toBeNull()
    expect(temperature('0.8')).toBeNull()
  })

  test('references that are no text are left out, and no more are taken than the model knows', () => {
    const images = [null, 'https://example.com/a.png', 7, '']
    expect(readCall({ ...base, extra_fields: { reference_images: images } }).references).toEqual([
      'https://example.com/a.png',
    ])
    const many = Array.from({ length: 20 }, (_, index) => `https://example.com/${index}.png`)
    expect(readCall({ ...base, extra_fields: { reference_images: many } }).references).toHaveLength(14)
  })
})

describe('what is refused', () => {
  test.each(['model', 'prompt', 'size'])('%s is required', (param) => {
    expect(failure({ ...base, [param]: undefined })).toMatchObject({ status: 400, param })
    expect(failure({ ...base, [param]: '' })).toMatchObject({ status: 400, param })
    expect(failure({ ...base, [param]: 7 })).toMatchObject({ status: 400, param })
  })

  test('a body that is no object', () => {
    expect(failure([base])).toMatchObject({ status: 400, code: 'invalid_json' })
  })

  test('a model nobody offers', () => {
    expect(failure({ ...base, model: 'nano-apple' })).toMatchObject({ status: 503, code: 'model_not_found' })
  })
})

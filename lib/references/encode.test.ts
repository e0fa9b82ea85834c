import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { NotAnImageError } from '#lib/images/inspect.ts'
import { blackPng } from '#lib/images/testing.ts'
import { REFERENCE_LIMITS } from '#lib/models/catalogue.ts'
import { encodeReference } from './encode.ts'

const flat = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#c83232' } })

const noise = (width: number, height: number, channels: 3 | 4 = 3) => {
  const pixels = Buffer.alloc(width * height * channels)
  let seed = 7
  for (let i = 0; i < pixels.length; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    pixels[i] = seed >> 16
  }
  return sharp(pixels, { raw: { width, height, channels } })
}

async function pixel(bytes: Uint8Array, x: number, y: number) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (y * info.width + x) * info.channels
  return [...data.subarray(at, at + 3)]
}

const near = (actual: number[], expected: number[], within: number) =>
  actual.every((value, i) => Math.abs(value - (expected[i] ?? -1000)) <= within)

describe('what the models read goes as it is', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('%s, byte for byte', async (format) => {
    const upload = await flat().toFormat(format).toBuffer()
    const reference = await encodeReference(upload)
    expect(Buffer.compare(Buffer.from(reference.bytes), upload)).toBe(0)
    expect(reference).toMatchObject({ mime: `image/${format}`, width: 60, height: 40, converted: false })
    expect(reference.thumbHash).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(await sharp(reference.thumb).metadata()).toMatchObject({ format: 'webp', width: 60 })
  })

  test('with an sRGB profile too', async () => {
    const upload = await flat().withIccProfile('srgb').jpeg().toBuffer()
    expect(await encodeReference(upload)).toMatchObject({ converted: false })
  })

  test('and nothing in it is stripped', async () => {
    const upload = await flat()
      .withExif({ IFD0: { Copyright: 'Mei' } })
      .jpeg()
      .toBuffer()
    expect(Buffer.from((await encodeReference(upload)).bytes).includes('Mei')).toBe(true)
  })
})

describe('everything else is converted', () => {
  test.each([
    ['GIF', 'image/png', (image: Sharp) => image.gif()],
    ['TIFF', 'image/jpeg', (image: Sharp) => image.tiff()],
    ['AVIF', 'image/jpeg', (image: Sharp) => image.avif()],
    ['16-bit PNG', 'image/png', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['16-bit TIFF', 'image/jpeg', (image: Sharp) => image.toColourspace('rgb16').tiff()],
    ['CMYK JPEG', 'image/jpeg', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
    ['CMYK TIFF', 'image/jpeg', (image: Sharp) => image.toColourspace('cmyk').tiff()],
    ['Display P3 JPEG', 'image/jpeg', (image: Sharp) => image.withIccProfile('p3').jpeg()],
    ['Display P3 PNG', 'image/png', (image: Sharp) => image.withIccProfile('p3').png()],
  ])('%s becomes %s in 8-bit sRGB', async (_name, mime, make) => {
    const upload = await make(flat()).toBuffer()
    const reference = await encodeReference(upload)
    expect(reference).toMatchObject({ mime, width: 60, height: 40, converted: true })
    const metadata = await sharp(reference.bytes).metadata()
    expect(metadata).toMatchObject({ space: 'srgb', depth: 'uchar', hasProfile: false })
    // CMYK cannot hold every red, so it comes back a little different.
    expect(near(await pixel(reference.bytes, 30, 20), [200, 50, 50], 24)).toBe(true)
  })

  test('HEIC, its colour profile applied', async () => {
    const upload = await readFile(new URL('./fixtures/display-p3.heic', import.meta.url))
    const reference = await encodeReference(upload)
    expect(reference).toMatchObject({ mime: 'image/jpeg', width: 120, height: 80, converted: true })
    expect(near(await pixel(reference.bytes, 20, 40), [200, 50, 50], 8)).toBe(true)
    expect(near(await pixel(reference.bytes, 100, 40), [32, 128, 128], 8)).toBe(true)
  })

  test('HEIC is decoded off the event loop', async () => {
    const upload = await readFile(new URL('./fixtures/display-p3.heic', import.meta.url))
    const threads: number[] = []
    process.once('worker', (worker) => threads.push(worker.threadId))
    await encodeReference(upload)
    expect(threads).toHaveLength(1)
  })

  test.each([2, 3, 4, 5, 6, 7, 8])(
    'a JPEG with EXIF orientation %i is stored upright',
    async (orientation) => {
      const upload = await noise(80, 40).resize(80, 40).withMetadata({ orientation }).jpeg().toBuffer()
      const reference = await encodeReference(upload)
      const [width, height] = orientation >= 5 ? [40, 80] : [80, 40]
      expect(reference).toMatchObject({ mime: 'image/jpeg', width, height, converted: true })
      expect((await sharp(reference.bytes).metadata()).orientation ?? 1).toBe(1)
    },
  )

  test('a transparent GIF keeps its transparency', async () => {
    const upload = await sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .gif()
      .toBuffer()
    const reference = await encodeReference(upload)
    expect(reference.mime).toBe('image/png')
    expect((await sharp(reference.bytes).stats()).isOpaque).toBe(false)
  })

  test('an animated WebP gives its first picture', async () => {
    const frames = await sharp([await flat().png().toBuffer(), await flat().negate().png().toBuffer()], {
      join: { animated: true },
    })
      .webp()
      .toBuffer()
    const reference = await encodeReference(frames)
    expect(reference).toMatchObject({ converted: true, width: 60, height: 40 })
    expect(near(await pixel(reference.bytes, 30, 20), [200, 50, 50], 8)).toBe(true)
  })
})

describe('more than 7 MB is made smaller and never cropped', () => {
  test('an opaque PNG becomes a JPEG of the same shape', async () => {
    const upload = await noise(2400, 1200).png().toBuffer()
    expect(upload.length).toBeGreaterThan(REFERENCE_LIMITS.maxBytes)
    const { bytes, mime, width, height } = await encodeReference(upload)
    expect(bytes.length).toBeLessThanOrEqual(REFERENCE_LIMITS.maxBytes)
    expect(mime).toBe('image/jpeg')
    expect(width / height).toBeCloseTo(2, 2)
  })

  test('a PNG with transparency becomes a WebP that keeps it', async () => {
    const upload = await noise(1600, 1600, 4).png().toBuffer()
    expect(upload.length).toBeGreaterThan(REFERENCE_LIMITS.maxBytes)
    const { bytes, mime, width, height } = await encodeReference(upload)
    expect(bytes.length).toBeLessThanOrEqual(REFERENCE_LIMITS.maxBytes)
    expect(mime).toBe('image/webp')
    expect(width).toBe(height)
  })
})

describe('hostile files', () => {
  const script =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'
  const refuses = (bytes: Uint8Array) => expect(encodeReference(bytes)).rejects.toThrow(NotAnImageError)

  test.each([
    ['SVG named .png', Buffer.from(script)],
    ['HTML named .png', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['PDF named .png', Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF')],
    ['a shell script named .png', Buffer.from('#!/bin/sh\nid\n')],
    ['an MVG script for ImageMagick', Buffer.from('push graphic-context\nimage over 0,0 0,0 "|id"\n')],
    ['a zero-byte file', Buffer.alloc(0)],
    ['a PNG signature and nothing else', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a HEIC brand and nothing else', Buffer.from('0000001866747970686569630000000068656963', 'hex')],
  ])('%s', (_name, bytes) => refuses(bytes))

  test('a 30,000 × 30,000 bomb', () => refuses(blackPng(30_000, 30_000)))

  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('a truncated %s', async (format) => {
    const whole = await noise(300, 200).toFormat(format).toBuffer()
    await refuses(whole.subarray(0, Math.floor(whole.length / 2)))
  })

  test('a truncated HEIC', async () => {
    const whole = await readFile(new URL('./fixtures/display-p3.heic', import.meta.url))
    await refuses(whole.subarray(0, Math.floor(whole.length * 0.6)))
  })

  test('a GIF of very many frames costs one frame', async () => {
    const frame = await flat(200, 200).gif().toBuffer()
    // Header and palette, then the one frame's block 20,000 times, then the trailer.
    const start = frame.indexOf(Buffer.from([0x21, 0xf9]))
    const block = frame.subarray(start, frame.length - 1)
    const many = Buffer.concat([frame.subarray(0, start), ...Array(20_000).fill(block), Buffer.from([0x3b])])
    expect(await encodeReference(many)).toMatchObject({ width: 200, height: 200, mime: 'image/png' })
  })

  test('a polyglot of PNG and HTML is only ever a PNG', async () => {
    const upload = Buffer.concat([await flat().png().toBuffer(), Buffer.from(script)])
    expect(await encodeReference(upload)).toMatchObject({ mime: 'image/png' })
  })

  /** Flips six bits here and there; every round others. */
  function mutated(whole: Buffer, round: number): Buffer {
    const bytes = Buffer.from(whole)
    for (let i = 0; i < 6; i++) {
      const at = (round * 7919 + i * 104729) % bytes.length
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << ((i + round) % 8)), at)
    }
    return bytes
  }

  test.each([
    ['png', 40],
    ['jpeg', 40],
    ['webp', 40],
    ['gif', 40],
    ['tiff', 40],
    ['avif', 20],
    ['heic', 15],
  ] as const)(
    'mutated %s files are converted or refused, and nothing else happens',
    async (format, rounds) => {
      const whole =
        format === 'heic'
          ? await readFile(new URL('./fixtures/display-p3.heic', import.meta.url))
          : await noise(64, 48).toFormat(format).toBuffer()
      for (let round = 0; round < rounds; round++) {
        const outcome = await encodeReference(mutated(whole, round)).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(NotAnImageError)
        else expect(outcome).toHaveProperty('thumbHash')
      }
    },
  )
})

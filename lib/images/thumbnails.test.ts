import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { thumbHashToApproximateAspectRatio } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { THUMB_WIDTHS } from './thumb-widths.ts'
import { makeThumb, makeThumbs } from './thumbnails.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunch-thumbs-'))
})
afterAll(() => rm(folder, { recursive: true }))

const SHA = 'ab'.repeat(32)

/** Makes thumbnails of `original` and gives them back by width. */
async function thumbsOf(original: Buffer) {
  const path = join(folder, 'original')
  await writeFile(path, original)
  const stored = new Map<string, Uint8Array>()
  const blobs: Pick<BlobStore, 'withFile' | 'put'> = {
    withFile: (_key, use) => use(path),
    put: async (key, bytes) => {
      stored.set(key, bytes)
    },
  }
  const { thumbHash } = await makeThumbs(blobs, SHA)
  const thumb = (width: number) => {
    const bytes = stored.get(blobKeys.thumb(SHA, width))
    if (!bytes) throw new Error(`no thumbnail ${width} wide`)
    return sharp(bytes)
  }
  return { thumbHash, thumb }
}

async function pixel(image: Sharp, x: number, y: number) {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const at = (y * info.width + x) * info.channels
  return [...data.subarray(at, at + info.channels)]
}

describe('makeThumbs', () => {
  test('makes every width as WebP in the true shape', async () => {
    const original = await sharp({ create: { width: 3168, height: 1344, channels: 3, background: '#284' } })
      .png()
      .toBuffer()
    const { thumb, thumbHash } = await thumbsOf(original)
    for (const width of THUMB_WIDTHS) {
      const { format, width: real, height } = await thumb(width).metadata()
      expect({ format, real, height }).toEqual({
        format: 'webp',
        real: width,
        height: Math.round((width * 1344) / 3168),
      })
    }
    const ratio = thumbHashToApproximateAspectRatio(Buffer.from(thumbHash, 'base64'))
    expect(ratio).toBeGreaterThan(1.7)
  })

  test('never enlarges a small original', async () => {
    const original = await sharp({ create: { width: 384, height: 688, channels: 3, background: '#284' } })
      .jpeg()
      .toBuffer()
    const { thumb } = await thumbsOf(original)
    expect((await thumb(640).metadata()).width).toBe(384)
    expect((await thumb(1600).metadata()).width).toBe(384)
  })

  test('keeps the whole of the tallest picture a model makes, 1:8 at 4K', async () => {
    const original = await sharp({ create: { width: 1536, height: 12288, channels: 3, background: '#284' } })
      .png()
      .toBuffer()
    const { thumb } = await thumbsOf(original)
    expect(await thumb(1600).metadata()).toMatchObject({ width: 1536, height: 12288 })
    expect(await thumb(320).metadata()).toMatchObject({ width: 320, height: 2560 })
  })

  test('turns a picture upright by its EXIF orientation', async () => {
    const left = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#f00' } })
      .png()
      .toBuffer()
    const original = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#00f' } })
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer()
    const { thumb } = await thumbsOf(original)
    expect(await thumb(320).metadata()).toMatchObject({ width: 100, height: 200 })
    const [red, , blue] = await pixel(thumb(320), 50, 20)
    expect(red).toBeGreaterThan(200)
    expect(blue).toBeLessThan(50)
  })

  test('keeps transparency', async () => {
    const original = await sharp({
      create: { width: 400, height: 400, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer()
    const { thumb } = await thumbsOf(original)
    expect(await thumb(320).metadata()).toMatchObject({ hasAlpha: true })
  })

  test('shows a Display P3 picture in sRGB', async () => {
    const original = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c84040' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const { thumb } = await thumbsOf(original)
    const [red = 0, green = 0, blue = 0] = await pixel(thumb(320), 32, 32)
    expect(Math.abs(red - 0xc8)).toBeLessThan(6)
    expect(Math.abs(green - 0x40)).toBeLessThan(6)
    expect(Math.abs(blue - 0x40)).toBeLessThan(6)
  })

  test.each([
    ['16-bit', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['greyscale', (image: Sharp) => image.toColourspace('b-w').png()],
    ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
  ])('makes an ordinary thumbnail of a %s original', async (_name, make) => {
    const source = sharp({ create: { width: 700, height: 500, channels: 3, background: '#888' } })
    const { thumb } = await thumbsOf(await make(source).toBuffer())
    expect(await thumb(640).metadata()).toMatchObject({
      width: 640,
      height: 457,
      space: 'srgb',
      depth: 'uchar',
    })
  })
})

describe('makeThumb', () => {
  test('refuses a file that is cut off', async () => {
    const noise = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 50 },
      },
    })
      .png()
      .toBuffer()
    await expect(makeThumb(noise.subarray(0, noise.length / 2), 320)).rejects.toThrow()
  })
})

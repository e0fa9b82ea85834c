import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectImage, NotAnImageError } from './inspect.ts'
import { blackPng } from './testing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunch-inspect-'))
})
afterAll(() => rm(folder, { recursive: true }))

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c63' } })

describe('inspectImage', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)(
    'reads type and pixels of %s from the bytes and from a file',
    async (format) => {
      const bytes = await picture(40, 24).toFormat(format).toBuffer()
      const path = join(folder, `a-name-that-lies.${format}.txt`)
      await writeFile(path, bytes)
      const expected = { mime: `image/${format}`, width: 40, height: 24 }
      expect(await inspectImage(bytes)).toEqual(expected)
      expect(await inspectImage(path)).toEqual(expected)
    },
  )

  test('gives the displayed size of a picture that lies on its side', async () => {
    const bytes = await picture(40, 24).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    expect(await inspectImage(bytes)).toEqual({ mime: 'image/jpeg', width: 24, height: 40 })
  })

  test.each(['png', 'jpeg', 'webp'] as const)('notices a truncated %s', async (format) => {
    const bytes = await picture(600, 600).toFormat(format).toBuffer()
    await expect(inspectImage(bytes.subarray(0, bytes.length - 40))).rejects.toThrow(NotAnImageError)
  })

  test.each([
    ['zero bytes', ''],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    [
      'SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ],
    ['PDF', '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF'],
    ['JSON', '{"error":{"message":"quota"}}'],
  ])('refuses %s', async (_name, text) => {
    await expect(inspectImage(Buffer.from(text))).rejects.toThrow(NotAnImageError)
  })

  test('refuses a 30,000 × 30,000 bomb without decoding it', async () => {
    const bomb = blackPng(30_000, 30_000)
    expect(bomb.length).toBeLessThan(200_000)
    await expect(inspectImage(bomb)).rejects.toThrow(NotAnImageError)
  })
})

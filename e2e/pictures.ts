import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import type { PictureFile } from './pages/references.ts'

type Format = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'tiff'

/**
 * A picture of one colour, as a file of a desktop. A corner of it differs every time: the studio knows a picture that it
 * has seen before, and its first name.
 */
export async function pictureFile(
  name: string,
  colour: string,
  format: Format = 'png',
): Promise<PictureFile> {
  const create = { width: 320, height: 240, channels: 3, background: colour } as const
  const buffer = await sharp({ create })
    .composite([
      { input: randomBytes(16 * 16 * 3), raw: { width: 16, height: 16, channels: 3 }, left: 0, top: 0 },
    ])
    .toFormat(format)
    .toBuffer()
  return { name, mimeType: `image/${format}`, buffer }
}

import 'server-only'
import { readFile } from 'node:fs/promises'
import { heicToPng } from '#lib/images/heic.ts'
import { inspectImage, NotAnImageError, readMetadata } from '#lib/images/inspect.ts'
import { OPEN_OPTIONS, sharp } from '#lib/images/sharp.ts'

/** Pixels of a side: twice the largest place where a person is drawn, and more than enough. */
const AVATAR_SIDE = 256
const DECODE_DEADLINE_S = 30

/**
 * Makes a person's picture of any picture: a square WebP in sRGB, upright, the middle of what was given. It is drawn anew from the
 * pixels, so nothing else of the file comes along: no EXIF, no place, no profile, no second meaning of its bytes.
 * Animations give their first frame.
 *
 * @param path A local file.
 * @throws NotAnImageError where the bytes are no picture, are broken, or unpack to too many pixels
 */
export async function encodeAvatar(path: string): Promise<Uint8Array> {
  const { mime } = await inspectImage(path)
  try {
    const { icc } = await readMetadata(path)
    const source = mime === 'image/heic' ? await heicToPng(await readFile(path), icc) : path
    return await sharp(source, OPEN_OPTIONS)
      .timeout({ seconds: DECODE_DEADLINE_S })
      .autoOrient()
      .resize({ width: AVATAR_SIDE, height: AVATAR_SIDE, fit: 'cover' })
      .toColourspace('srgb')
      .webp({ quality: 85, effort: 4 })
      .toBuffer()
  } catch (cause) {
    throw new NotAnImageError('its pixels cannot be decoded', cause)
  }
}

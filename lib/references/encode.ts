import 'server-only'
import { readFile, stat } from 'node:fs/promises'
import type { Metadata, Sharp } from 'sharp'
import { heicToPng } from '#lib/images/heic.ts'
import { inspectImage, mimeOf, NotAnImageError, readMetadata } from '#lib/images/inspect.ts'
import { OPEN_OPTIONS, sharp } from '#lib/images/sharp.ts'
import { makeThumb } from '#lib/images/thumbnails.ts'
import { REFERENCE_LIMITS } from '#lib/models/catalogue.ts'

/** What is sent to the model in place of an upload. */
export interface EncodedReference {
  bytes: Uint8Array
  /** One of `REFERENCE_LIMITS.passThrough`. */
  mime: string
  /** Pixels, upright. */
  width: number
  height: number
  /** WebP, at most 320 pixels wide. */
  thumb: Uint8Array
  /** Base64. */
  thumbHash: string
  /** See `lookOf`. */
  look: string
  /** False where the upload's own bytes are sent. */
  converted: boolean
}

/**
 * Turns any picture a person may hand in into one that the models read: PNG, JPEG or WebP, upright, sRGB, 8 bits a
 * channel, at most 7 MB. What already is that goes as it is, byte for byte; the rest is converted, and made smaller
 * where it must be, but never cropped. Animations and multi-page files give their first picture.
 *
 * @param source A local file's path, or the bytes.
 * @throws NotAnImageError where the bytes are no picture, are cut off or broken, or unpack to too many pixels.
 */
export async function encodeReference(source: string | Uint8Array): Promise<EncodedReference> {
  const { mime } = await inspectImage(source)
  const metadata = await readMetadata(source)
  try {
    if (await mayPass(source, metadata)) {
      const bytes = typeof source === 'string' ? await readFile(source) : source
      return await finish(bytes, mime, false)
    }
    const readable = mime === 'image/heic' ? await heicToPng(await bytesOf(source), metadata.icc) : source
    const { bytes, mime: as } = await convert(readable, metadata)
    return await finish(bytes, as, true)
  } catch (cause) {
    throw new NotAnImageError('its pixels cannot be decoded', cause)
  }
}

/** Whether the model can read the bytes as they are and sees in them what a person sees. */
async function mayPass(source: string | Uint8Array, metadata: Metadata): Promise<boolean> {
  const { orientation = 1, depth, space, pages = 1, icc } = metadata
  const passes: readonly string[] = REFERENCE_LIMITS.passThrough
  return (
    passes.includes(mimeOf(metadata)) &&
    (await sizeOf(source)) <= REFERENCE_LIMITS.maxBytes &&
    orientation === 1 &&
    depth === 'uchar' &&
    (space === 'srgb' || space === 'b-w') &&
    pages === 1 &&
    (icc === undefined || icc.includes('sRGB') || icc.includes(SRGB_UTF16))
  )
}

/** Version 4 profiles hold their name in UTF-16. */
const SRGB_UTF16 = Buffer.from('sRGB', 'utf16le').swap16()

/** Makes a thumbnail, which decodes every pixel: what arrives here broken never reaches a model. */
async function finish(bytes: Uint8Array, mime: string, converted: boolean): Promise<EncodedReference> {
  const { width, height } = await inspectImage(bytes)
  return { bytes, mime, width, height, ...(await makeThumb(bytes, THUMB_WIDTH)), converted }
}

const THUMB_WIDTH = 320
/** The largest side of a WebP. */
const MAX_SIDE = 16_383
const QUALITY = 90
const DECODE_DEADLINE_S = 60

/** Drawings and screenshots stay free of artefacts as PNG where that fits; everything else becomes JPEG or WebP. */
async function convert(
  source: string | Uint8Array,
  metadata: Metadata,
): Promise<{ bytes: Uint8Array; mime: 'image/png' | 'image/jpeg' | 'image/webp' }> {
  const drawn = metadata.format === 'gif' || metadata.format === 'png'
  if (drawn && (await sizeOf(source)) <= REFERENCE_LIMITS.maxBytes) {
    const bytes = await open(source, 1).png().toBuffer()
    if (bytes.length <= REFERENCE_LIMITS.maxBytes) return { bytes, mime: 'image/png' }
  }
  const transparent = await hasTransparency(source)
  const encode = (image: Sharp) =>
    transparent
      ? image.webp({ quality: QUALITY, effort: 2 })
      : image.flatten({ background: '#fff' }).jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
  const mime = transparent ? 'image/webp' : 'image/jpeg'
  for (let scale = 1; ; ) {
    const bytes = await encode(open(source, scale)).toBuffer()
    if (bytes.length <= REFERENCE_LIMITS.maxBytes) return { bytes, mime }
    scale *= 0.95 * Math.sqrt(REFERENCE_LIMITS.maxBytes / bytes.length)
  }

  /** The picture upright and in sRGB, `scale` of its size. */
  function open(from: string | Uint8Array, scale: number): Sharp {
    const { width, height } = metadata.autoOrient
    return sharp(from, OPEN_OPTIONS)
      .timeout({ seconds: DECODE_DEADLINE_S })
      .autoOrient()
      .resize({
        width: Math.min(MAX_SIDE, Math.ceil(width * scale)),
        height: Math.min(MAX_SIDE, Math.ceil(height * scale)),
        fit: 'inside',
        withoutEnlargement: true,
      })
      .toColourspace('srgb')
  }
}

/** An alpha channel that hides nothing does not count. */
async function hasTransparency(source: string | Uint8Array): Promise<boolean> {
  const image = sharp(source, OPEN_OPTIONS)
  return (await image.metadata()).hasAlpha && !(await image.stats()).isOpaque
}

async function sizeOf(source: string | Uint8Array): Promise<number> {
  return typeof source === 'string' ? (await stat(source)).size : source.byteLength
}

async function bytesOf(source: string | Uint8Array): Promise<Uint8Array> {
  return typeof source === 'string' ? readFile(source) : source
}

import 'server-only'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { ServedBytes } from './byte-response.ts'
import { OPEN_OPTIONS, sharp } from './sharp.ts'
import type { ThumbWidth } from './thumb-widths.ts'
import { makeThumbsOnce } from './thumbnails.ts'

type Blobs = Pick<BlobStore, 'stat' | 'withFile' | 'put'>

/** Formats in which a picture can be asked for, by their extension. */
export const COPY_TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const
export type CopyFormat = keyof typeof COPY_TYPES

/** WebP cannot be higher or wider. */
const WEBP_MAX_SIDE = 16_383
/** Pixels that programs which unfurl links ask for. */
const PREVIEW = { width: 1200, height: 630 } as const
/** Some of them take nothing larger. */
const PREVIEW_MAX_BYTES = 300_000

/** How a picture's thumbnail is served. Made now where the worker has not come to it yet. */
export async function storedThumb(blobs: Blobs, sha256: string, width: ThumbWidth): Promise<ServedBytes> {
  const key = blobKeys.thumb(sha256, width)
  let info = await blobs.stat(key)
  if (!info) {
    await makeThumbsOnce(blobs, sha256)
    info = await blobs.stat(key)
  }
  if (!info) throw new Error(`no thumbnail at ${key} after it was made`)
  return { key, size: info.size, mime: 'image/webp', tag: `${sha256}-${width}` }
}

/**
 * The whole picture in another format, made when it is first asked for: upright, sRGB, 8 bits a channel, and without any
 * metadata of the original.
 *
 * @throws BlobNotFoundError, or the decoder's error
 */
export async function convertedCopy(blobs: Blobs, sha256: string, format: CopyFormat): Promise<ServedBytes> {
  const name = `full.${format}`
  const size = await madeOnce(blobs, sha256, name, (path) => convert(path, format))
  return { key: blobKeys.copy(sha256, name), size, mime: COPY_TYPES[format], tag: `${sha256}-${name}` }
}

/**
 * The picture that chats and mail programs show beside a link: a JPEG of 1200 × 630 cut around what catches the eye.
 *
 * @throws BlobNotFoundError, or the decoder's error
 */
export async function previewCopy(blobs: Blobs, sha256: string): Promise<ServedBytes> {
  const name = 'preview.jpg'
  const size = await madeOnce(blobs, sha256, name, preview)
  return { key: blobKeys.copy(sha256, name), size, mime: 'image/jpeg', tag: `${sha256}-${name}` }
}

async function convert(path: string, format: CopyFormat): Promise<Uint8Array> {
  const picture = sharp(path, OPEN_OPTIONS).autoOrient().toColourspace('srgb')
  if (format === 'png') return picture.png().toBuffer()
  if (format === 'webp') {
    const side = { width: WEBP_MAX_SIDE, height: WEBP_MAX_SIDE }
    return picture
      .resize({ ...side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 92, effort: 2 })
      .toBuffer()
  }
  return picture.flatten({ background: '#fff' }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
}

async function preview(path: string): Promise<Uint8Array> {
  const pixels = await sharp(path, OPEN_OPTIONS)
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#fff' })
    .resize({ ...PREVIEW, fit: 'cover', position: sharp.strategy.attention })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = pixels.info
  for (let quality = 82; ; quality -= 12) {
    const bytes = await sharp(pixels.data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer()
    if (bytes.length <= PREVIEW_MAX_BYTES || quality < 30) return bytes
  }
}

/** Copies being made, and the end of the line: whoever has a link may ask, so one at a time takes one core at most. */
interface Making {
  copies: Map<string, Promise<number>>
  last: Promise<unknown>
}

// On `globalThis`, since Next may evaluate this module more than once.
const holder = globalThis as typeof globalThis & { bunchCopies?: Making }
holder.bunchCopies ??= { copies: new Map(), last: Promise.resolve() }
const making = holder.bunchCopies

/** Makes and stores a copy that is not there yet, once however many ask. Gives its bytes' number. */
async function madeOnce(
  blobs: Blobs,
  sha256: string,
  name: string,
  make: (path: string) => Promise<Uint8Array>,
): Promise<number> {
  const key = blobKeys.copy(sha256, name)
  const there = await blobs.stat(key)
  if (there) return there.size
  const begun = making.copies.get(key)
  if (begun) return begun
  const work = async () => {
    const bytes = await blobs.withFile(blobKeys.original(sha256), make)
    await blobs.put(key, bytes)
    return bytes.length
  }
  const made = making.last.then(work).finally(() => making.copies.delete(key))
  making.copies.set(key, made)
  // Whoever asked hears of a failure; the line goes on.
  making.last = made.then(
    () => {},
    () => {},
  )
  return made
}

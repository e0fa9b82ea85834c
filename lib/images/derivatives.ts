import 'server-only'
import type { Sharp } from 'sharp'
import { type BlobStore, BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { ServedBytes } from './byte-response.ts'
import type { CopyFormat } from './copy-formats.ts'
import { OPEN_OPTIONS, sharp } from './sharp.ts'
import { MIDDLE_WIDTH, type ThumbWidth } from './thumb-widths.ts'
import { makeNarrowThumb, makeThumbsOnce } from './thumbnails.ts'

type Blobs = Pick<BlobStore, 'stat' | 'withFile' | 'put'>

/** The types of the formats in which a picture can be asked for. */
export const COPY_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
} as const satisfies Record<CopyFormat, string>

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
    try {
      if (!(await makeNarrowThumb(blobs, { sha256, width }))) await makeThumbsOnce(blobs, sha256)
    } catch (error) {
      // On a full disk an older picture is shown by what there is of it.
      if (error instanceof BlobStoreFullError && width < MIDDLE_WIDTH)
        return storedThumb(blobs, sha256, MIDDLE_WIDTH)
      throw error
    }
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

/** A picture to be converted: upright and sRGB. */
export function uprightPicture(path: string): Sharp {
  return sharp(path, OPEN_OPTIONS).autoOrient().toColourspace('srgb')
}

/** The bytes of a picture in a format, at the quality that all copies have. */
export function encoded(picture: Sharp, format: CopyFormat): Promise<Buffer> {
  if (format === 'png') return picture.png().toBuffer()
  if (format === 'webp') return picture.webp({ quality: 92, effort: 2 }).toBuffer()
  return picture.flatten({ background: '#fff' }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** Makes a picture small enough for its format, where it is not. */
export function fitting(picture: Sharp, format: CopyFormat): Sharp {
  if (format !== 'webp') return picture
  const side = { width: WEBP_MAX_SIDE, height: WEBP_MAX_SIDE }
  return picture.resize({ ...side, fit: 'inside', withoutEnlargement: true })
}

const convert = (path: string, format: CopyFormat): Promise<Uint8Array> =>
  encoded(fitting(uprightPicture(path), format), format)

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

/** Runs `work` once what was asked for before it is done: one picture at a time is decoded for whoever downloads. */
export function inLine<T>(work: () => Promise<T>): Promise<T> {
  const done = making.last.then(work)
  // Whoever asked hears of a failure; the line goes on.
  making.last = done.then(
    () => {},
    () => {},
  )
  return done
}

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
  const made = inLine(work).finally(() => making.copies.delete(key))
  making.copies.set(key, made)
  return made
}

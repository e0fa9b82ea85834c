import 'server-only'
import { rgbaToThumbHash } from 'thumbhash'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { OPEN_OPTIONS, sharp } from './sharp.ts'
import { THUMB_WIDTHS } from './thumb-widths.ts'

/** WebP cannot be higher or wider. */
const WEBP_MAX_SIDE = 16_383
/** Effort 1 costs half of the default 4 for the same bytes, within a few per cent, at these sizes. */
const WEBP = { quality: 80, effort: 1 } as const
/** ThumbHash keeps at most seven waves a side: more pixels than this only cost the event loop time. */
const THUMB_HASH_SIDE = 40

/** A decoded picture in sRGB, 8 bits a channel. */
interface Raw {
  data: Buffer
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}

// On `globalThis`, since Next evaluates this module once for the worker and once for routes.
const holder = globalThis as typeof globalThis & { bunchThumbs?: Map<string, Promise<{ thumbHash: string }>> }
holder.bunchThumbs ??= new Map()
const making = holder.bunchThumbs

/**
 * `makeThumbs`, once at a time for a picture: the worker and every browser that shows it ask in the same moment.
 *
 * @throws as `makeThumbs` does
 */
export function makeThumbsOnce(
  blobs: Pick<BlobStore, 'withFile' | 'put'>,
  sha256: string,
): Promise<{ thumbHash: string }> {
  const made = making.get(sha256) ?? makeThumbs(blobs, sha256).finally(() => making.delete(sha256))
  making.set(sha256, made)
  return made
}

/**
 * Makes and stores the WebP thumbnails of an original, and its ThumbHash. Safe to repeat: equal originals give equal
 * thumbnails. Upright (EXIF orientation applied), sRGB, transparency kept, never larger than the original.
 *
 * @returns The ThumbHash in base64.
 * @throws BlobNotFoundError, or the decoder's error where the original cannot be decoded.
 */
export async function makeThumbs(
  blobs: Pick<BlobStore, 'withFile' | 'put'>,
  sha256: string,
): Promise<{ thumbHash: string }> {
  const largest = Math.max(...THUMB_WIDTHS)
  // The original is decoded once, straight to the largest width; everything else is made from that.
  const picture = await blobs.withFile(blobKeys.original(sha256), (path) => decode(path, largest))
  const [thumbHash] = await Promise.all([
    thumbHashOf(picture),
    ...THUMB_WIDTHS.map(async (width) =>
      blobs.put(blobKeys.thumb(sha256, width), await webp(picture, width)),
    ),
  ])
  return { thumbHash }
}

/** One WebP of at most `width` pixels and the ThumbHash, both from a file or bytes. Decodes every pixel. */
export async function makeThumb(
  source: string | Uint8Array,
  width: number,
): Promise<{ thumb: Uint8Array; thumbHash: string }> {
  const picture = await decode(source, width)
  const [thumb, thumbHash] = await Promise.all([webp(picture, width), thumbHashOf(picture)])
  return { thumb, thumbHash }
}

async function decode(source: string | Uint8Array, width: number): Promise<Raw> {
  const { data, info } = await sharp(source, OPEN_OPTIONS)
    .autoOrient()
    .resize(within(width))
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } }
}

async function webp({ data, raw }: Raw, width: number): Promise<Uint8Array> {
  return sharp(data, { raw }).resize(within(width)).webp(WEBP).toBuffer()
}

async function thumbHashOf({ data, raw }: Raw): Promise<string> {
  const small = await sharp(data, { raw })
    .resize({ width: THUMB_HASH_SIDE, height: THUMB_HASH_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString('base64')
}

const within = (width: number) =>
  ({ width, height: WEBP_MAX_SIDE, fit: 'inside', withoutEnlargement: true }) as const

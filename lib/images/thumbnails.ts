import 'server-only'
import { rgbaToThumbHash } from 'thumbhash'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { lookOf } from '#lib/library/look.ts'
import { OPEN_OPTIONS, sharp } from './sharp.ts'
import { MIDDLE_WIDTH, THUMB_WIDTHS, type ThumbWidth } from './thumb-widths.ts'

/** WebP cannot be higher or wider. */
const WEBP_MAX_SIDE = 16_383
/** Effort 1 costs half of the default 4 for the same bytes, within a few per cent, at these sizes. */
const WEBP = { quality: 80, effort: 1 } as const
/** ThumbHash keeps at most seven waves a side, a look four cells: more pixels only cost the event loop time. */
const GLANCE_SIDE = 40

/** A decoded picture in sRGB, 8 bits a channel. */
interface Raw {
  data: Buffer
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}

/** What a few hundred pixels of a picture say of it. */
export interface Glance {
  /** Base64. */
  thumbHash: string
  /** See `lookOf`. */
  look: string
}

// On `globalThis`, since Next evaluates this module once for the worker and once for routes.
const holder = globalThis as typeof globalThis & { bunchThumbs?: Map<string, Promise<Glance>> }
holder.bunchThumbs ??= new Map()
const making = holder.bunchThumbs

/**
 * `makeThumbs`, once at a time for a picture: the worker and every browser that shows it ask in the same moment.
 *
 * @throws as `makeThumbs` does
 */
export function makeThumbsOnce(blobs: Pick<BlobStore, 'withFile' | 'put'>, sha256: string): Promise<Glance> {
  const made = making.get(sha256) ?? makeThumbs(blobs, sha256).finally(() => making.delete(sha256))
  making.set(sha256, made)
  return made
}

/**
 * Makes and stores the WebP thumbnails of an original, and gives its ThumbHash and its look. Safe to repeat: equal
 * originals give equal thumbnails. Upright (EXIF orientation applied), sRGB, transparency kept, never larger than the original.
 *
 * @throws BlobNotFoundError, or the decoder's error where the original cannot be decoded.
 */
export async function makeThumbs(
  blobs: Pick<BlobStore, 'withFile' | 'put'>,
  sha256: string,
): Promise<Glance> {
  const largest = Math.max(...THUMB_WIDTHS)
  // The original is decoded once, straight to the largest width; everything else is made from that.
  const picture = await blobs.withFile(blobKeys.original(sha256), (path) => decode(path, largest))
  const middle = await narrowed(picture, MIDDLE_WIDTH)
  const [glance] = await Promise.all([
    glanceAt(picture),
    ...THUMB_WIDTHS.map((width) =>
      putThumb(blobs, { sha256, width }, width > MIDDLE_WIDTH ? picture : middle),
    ),
  ])
  return glance
}

/**
 * Makes and stores a narrow thumbnail of a picture that has only wider ones, from before there was this width.
 *
 * @returns false where it has no wider one either, or all of them are being made at this moment
 */
export async function makeNarrowThumb(
  blobs: Pick<BlobStore, 'stat' | 'withFile' | 'put'>,
  thumb: { sha256: string; width: ThumbWidth },
): Promise<boolean> {
  const { sha256, width } = thumb
  const from = blobKeys.thumb(sha256, MIDDLE_WIDTH)
  if (width >= MIDDLE_WIDTH || !(await blobs.stat(from)) || making.has(sha256)) return false
  // All of them may have been made since somebody looked.
  if (await blobs.stat(blobKeys.thumb(sha256, width))) return true
  await putThumb(blobs, thumb, await blobs.withFile(from, (path) => decode(path, width)))
  return true
}

async function putThumb(
  blobs: Pick<BlobStore, 'put'>,
  { sha256, width }: { sha256: string; width: ThumbWidth },
  picture: Raw,
): Promise<void> {
  await blobs.put(blobKeys.thumb(sha256, width), await webp(picture, width))
}

/** One WebP of at most `width` pixels, the ThumbHash and the look, from a file or bytes. Decodes every pixel. */
export async function makeThumb(
  source: string | Uint8Array,
  width: number,
): Promise<Glance & { thumb: Uint8Array }> {
  const picture = await decode(source, width)
  const [thumb, glance] = await Promise.all([webp(picture, width), glanceAt(picture)])
  return { thumb, ...glance }
}

/** The look of a picture, from a file or bytes: of the original or of a thumbnail alike. @throws the decoder's error */
export async function lookOfPicture(source: string | Uint8Array): Promise<string> {
  return (await glanceAt(await decode(source, GLANCE_SIDE))).look
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

async function narrowed({ data, raw }: Raw, width: number): Promise<Raw> {
  if (raw.width <= width) return { data, raw }
  const small = await sharp(data, { raw }).resize(within(width)).raw().toBuffer({ resolveWithObject: true })
  const { info } = small
  return { data: small.data, raw: { width: info.width, height: info.height, channels: info.channels } }
}

async function webp({ data, raw }: Raw, width: number): Promise<Uint8Array> {
  return sharp(data, { raw }).resize(within(width)).webp(WEBP).toBuffer()
}

async function glanceAt({ data, raw }: Raw): Promise<Glance> {
  const small = await sharp(data, { raw })
    .resize({ width: GLANCE_SIDE, height: GLANCE_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = small.info
  const thumbHash = Buffer.from(rgbaToThumbHash(width, height, small.data)).toString('base64')
  return { thumbHash, look: lookOf({ width, height, data: small.data }) }
}

const within = (width: number) =>
  ({ width, height: WEBP_MAX_SIDE, fit: 'inside', withoutEnlargement: true }) as const

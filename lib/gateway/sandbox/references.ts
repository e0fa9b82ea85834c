import 'server-only'
import { createHash } from 'node:crypto'
import { sharp } from '#lib/images/sharp.ts'
import { SNIFF_BYTES, sniffImage } from '#lib/images/sniff.ts'
import type { Size } from '#lib/models/catalogue.ts'
import type { Picture } from './art/drawing.ts'
import { drawPlaceholder } from './art/placeholder.ts'
import { SandboxError } from './envelope.ts'

const MAX_PIXELS = 100_000_000
/** Large enough to stay sharp as a part of a 4K picture. */
const MAX_SIDE = 1600

/** A reference as the sandbox draws with it. */
export interface SandboxReference {
  picture: Picture
  /** sRGB triples of a thumbnail, for its colours. */
  pixels: Uint8Array
  /** Pixels of the picture as it came, turned upright. */
  size: Size
  /** SHA-256 of what was sent: the same reference draws the same. */
  hash: string
}

/** Brings the bytes behind a link. */
export type FetchReference = (url: string, signal: AbortSignal) => Promise<Uint8Array>

const DATA_URI = /^data:([^;,]*)((?:;[^;,]*)*),/i
const BARE_BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

const hashOf = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')

function undecodable(index: number, cause?: unknown): SandboxError {
  return new SandboxError(
    {
      status: 400,
      message: `reference image ${index + 1} cannot be decoded`,
      param: 'extra_fields.reference_images',
      code: 'invalid_image',
    },
    { cause },
  )
}

async function decode(bytes: Uint8Array, index: number): Promise<SandboxReference> {
  // This process may draw from SVG of its own: SVG from outside must be stopped here.
  if (sniffImage(bytes.subarray(0, SNIFF_BYTES)) === null) throw undecodable(index)
  try {
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).autoOrient()
    const { data, info } = await upright
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 88 })
      .toBuffer({ resolveWithObject: true })
    const pixels = await sharp(data).resize(28, 28, { fit: 'fill' }).removeAlpha().raw().toBuffer()
    const size = { width: info.width, height: info.height }
    return {
      picture: { href: `data:image/jpeg;base64,${data.toString('base64')}`, ...size },
      pixels,
      size,
      hash: hashOf(bytes),
    }
  } catch (cause) {
    throw undecodable(index, cause)
  }
}

/**
 * Prepares references for drawing. Links are brought by `fetchReference`; without one, or where it fails, a tile naming
 * the link's host stands in, as the endpoint hands an unreachable link on. Text that is neither a link nor a picture is
 * an invalid sub-field and is left out; a picture that does not decode is an error.
 */
export async function readReferences(
  sources: readonly string[],
  signal: AbortSignal,
  fetchReference?: FetchReference,
): Promise<SandboxReference[]> {
  const references: SandboxReference[] = []
  for (const [index, source] of sources.entries()) {
    const uri = DATA_URI.exec(source)
    if (uri !== null) {
      if (!/;base64$/i.test(uri[2] ?? '')) throw undecodable(index)
      references.push(await decode(Buffer.from(source.slice(uri[0].length), 'base64'), index))
    } else if (/^https?:\/\//i.test(source) && URL.canParse(source)) {
      const bytes = await fetchReference?.(source, signal).catch(() => undefined)
      references.push(
        bytes === undefined
          ? { ...(await decode(await drawPlaceholder(source), index)), hash: hashOf(source) }
          : await decode(bytes, index),
      )
    } else if (source.length >= 64 && BARE_BASE64.test(source)) {
      references.push(await decode(Buffer.from(source, 'base64'), index))
    }
  }
  return references
}

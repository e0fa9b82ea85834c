import 'server-only'
import { open } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { MAX_PIXELS, OPEN_OPTIONS, sharp } from './sharp.ts'

export interface Inspected {
  mime: string
  /** Pixels as displayed: EXIF orientation is taken into account. */
  width: number
  height: number
}

/** The bytes are no picture that the studio can show: another format, broken, cut off, or far too large. */
export class NotAnImageError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`not a usable image: ${reason}`, { cause })
    this.name = 'NotAnImageError'
  }
}

/**
 * Type and pixels, read from the bytes themselves; names and headers are not asked. Reads headers and the file's end
 * only, so it costs milliseconds whatever the size.
 *
 * @param source A local file's path, or the bytes.
 * @throws NotAnImageError
 */
export async function inspectImage(source: string | Uint8Array): Promise<Inspected> {
  const metadata = await readMetadata(source)
  const { width, height } = displayedSize(metadata)
  if (!(await isWhole(source, metadata.format))) throw new NotAnImageError('it is cut off')
  return { mime: mimeOf(metadata), width, height }
}

/** What the decoder says of a file without decoding its pixels. @throws NotAnImageError */
export async function readMetadata(source: string | Uint8Array): Promise<Metadata> {
  let metadata: Metadata
  try {
    metadata = await sharp(source, OPEN_OPTIONS).metadata()
  } catch (cause) {
    throw new NotAnImageError('no decoder accepts it', cause)
  }
  // The sandbox may draw from SVG in this process; a picture from outside is never one.
  if (metadata.format === 'svg') throw new NotAnImageError('it is SVG')
  const pixels = metadata.width * metadata.height
  if (pixels > MAX_PIXELS) throw new NotAnImageError(`${metadata.width}×${metadata.height} pixels`)
  return metadata
}

/** Orientations 5 to 8 lie on their side. */
function displayedSize({ width, height, orientation }: Metadata): { width: number; height: number } {
  return (orientation ?? 1) >= 5 ? { width: height, height: width } : { width, height }
}

/** HEIC and AVIF share a container; the codec tells them apart. */
export function mimeOf({ format, compression }: Metadata): string {
  if (format === 'heif') return compression === 'av1' ? 'image/avif' : 'image/heic'
  return `image/${format}`
}

const PNG_END = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
const JPEG_END = Buffer.from([0xff, 0xd9])
/** Some writers append metadata or padding after the picture's own end. */
const TAIL_BYTES = 64 * 1024

/** Whether the file's own end is there. Formats without an end marker that is cheap to find count as whole. */
async function isWhole(source: string | Uint8Array, format: Metadata['format']): Promise<boolean> {
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return true
  const { size, head, tail } = await endsOf(source)
  if (format === 'png') return tail.includes(PNG_END)
  if (format === 'jpeg') return tail.includes(JPEG_END)
  // RIFF: the length of everything after the first eight bytes stands at byte four.
  return head.length === 8 && head.readUInt32LE(4) + 8 <= size
}

async function endsOf(source: string | Uint8Array): Promise<{ size: number; head: Buffer; tail: Buffer }> {
  if (typeof source !== 'string') {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    return { size: bytes.length, head: bytes.subarray(0, 8), tail: bytes.subarray(-TAIL_BYTES) }
  }
  await using file = await open(source)
  const { size } = await file.stat()
  const head = Buffer.alloc(Math.min(8, size))
  await file.read(head, 0, head.length, 0)
  const tail = Buffer.alloc(Math.min(TAIL_BYTES, size))
  await file.read(tail, 0, tail.length, size - tail.length)
  return { size, head, tail }
}

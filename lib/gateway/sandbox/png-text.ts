import 'server-only'
import { crc32 } from 'node:zlib'

/** Signature and IHDR chunk: every PNG starts with them, and they have a fixed length. */
const HEADER_BYTES = 8 + 25

/**
 * A PNG with a text chunk after its header, in parts that share the original's memory. Pictures say where they come
 * from, and copies of a pre-drawn one can be told apart.
 */
export function withText(
  png: Uint8Array<ArrayBuffer>,
  keyword: string,
  text: string,
): Uint8Array<ArrayBuffer>[] {
  const body = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return [png.subarray(0, HEADER_BYTES), new Uint8Array(chunk), png.subarray(HEADER_BYTES)]
}

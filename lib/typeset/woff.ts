import 'server-only'
import { inflateSync } from 'node:zlib'

const WOFF_HEADER = 44
const WOFF_ENTRY = 20
const SFNT_HEADER = 12
const SFNT_ENTRY = 16

/**
 * Unpacks a WOFF 1.0 file (W3C recommendation of 2012) into the plain font inside it. opentype.js can read WOFF too, but
 * its own inflate stumbles over some of the font's files.
 */
export function fontFromWoff(woff: Buffer): ArrayBuffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file')
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY)
  woff.copy(head, 0, 4, 8)
  const power = Math.floor(Math.log2(count))
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(2 ** power * 16, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10)

  const tables: Buffer[] = []
  let at = head.length
  for (let i = 0; i < count; i++) {
    const entry = WOFF_HEADER + i * WOFF_ENTRY
    const offset = woff.readUInt32BE(entry + 4)
    const packed = woff.readUInt32BE(entry + 8)
    const length = woff.readUInt32BE(entry + 12)
    const data = woff.subarray(offset, offset + packed)
    const padded = Buffer.alloc(Math.ceil(length / 4) * 4)
    ;(packed < length ? inflateSync(data) : data).copy(padded)

    const record = SFNT_HEADER + i * SFNT_ENTRY
    woff.copy(head, record, entry, entry + 4)
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), record + 4)
    head.writeUInt32BE(at, record + 8)
    head.writeUInt32BE(length, record + 12)
    tables.push(padded)
    at += padded.length
  }
  return new Uint8Array(Buffer.concat([head, ...tables])).buffer
}

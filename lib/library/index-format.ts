/**
 * How a gallery's whole shape travels (`GET /api/library`): enough to lay out every picture before any of them is fetched.
 * Little-endian, one array after the other. Differences instead of values, because equal ones compress to almost nothing:
 *
 *   Uint32            version of this format, 2
 *   Uint32            count: pictures in all
 *   Uint32            listed: pictures described here (fewer where a ranked answer was cut)
 *   Uint32            anchors: number of anchors, 0 for a ranked answer
 *   Int32[listed]     hours since 1970 (UTC) of the first picture, in the order shown; of each further one the hours
 *                     by which it differs from the one before
 *   Uint16[listed]    shape of each: `shapeCode(width / height)`, padded to a multiple of 4 bytes
 *   ranked answers:   16 bytes an id
 *   dated answers:    `anchors` times 24 bytes: Float64 milliseconds since 1970 and 16 bytes of the id of picture
 *                     0, 128, 256 …; a page of tiles is asked for from one anchor to before the next, so that pictures
 *                     which arrive or leave elsewhere move nothing
 */
const INDEX_VERSION = 2

/** Pictures from one anchor to the next. */
export const ANCHOR_EVERY = 128

/** Pictures of a ranked answer that are listed. */
export const RANKED_MOST = 5_000

const ID_BYTES = 16
const ANCHOR_BYTES = 8 + ID_BYTES
const HEADER_BYTES = 16

/** A ratio of 1 to 2⁸ either way in 16 bits: exact to 1 in 8,000. */
export function shapeCode(ratio: number): number {
  return Math.round(Math.min(65_535, Math.max(0, 32_768 + Math.log2(ratio) * 4_096)))
}

/** Width by height of a code. */
export function shapeRatio(code: number): number {
  return 2 ** ((code - 32_768) / 4_096)
}

/** A place in the order of a dated answer: that of a picture. */
export interface Anchor {
  /** Milliseconds since 1970. */
  at: number
  id: string
}

/** An answer taken apart. Whichever of `ids` and `anchors` it has not is empty. */
export interface LibraryIndex {
  count: number
  /** Hours since 1970, in the order shown. */
  hours: Uint32Array
  /** Codes of `shapeCode`. */
  shapes: Uint16Array
  ids: string[]
  anchors: Anchor[]
}

/** The bytes of an id as text. */
function idOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex)
}

/** Ids one after the other, as `GET /api/library/ids` answers. */
export function idsOf(bytes: Uint8Array): string[] {
  return Array.from({ length: bytes.length / ID_BYTES }, (_, at) =>
    idOf(bytes.subarray(at * ID_BYTES, (at + 1) * ID_BYTES)),
  )
}

/** What an answer is made of, bytes as they travel: hours not yet as differences. */
export interface IndexParts {
  count: number
  hours: Int32Array
  shapes: Uint16Array
  /** Ids of a ranked answer, else empty. */
  ids: Uint8Array
  /** Anchors of a dated answer, else empty. */
  anchors: Uint8Array
}

const padded = (bytes: number) => Math.ceil(bytes / 4) * 4

/** The answer's bytes. */
export function encodeIndex({ count, hours, shapes, ids, anchors }: IndexParts): Uint8Array<ArrayBuffer> {
  const listed = hours.length
  const shapesAt = HEADER_BYTES + listed * 4
  const restAt = shapesAt + padded(listed * 2)
  const bytes = new Uint8Array(restAt + ids.length + anchors.length)
  const view = new DataView(bytes.buffer)
  for (const [place, value] of [INDEX_VERSION, count, listed, anchors.length / ANCHOR_BYTES].entries()) {
    view.setUint32(place * 4, value, true)
  }
  let before = 0
  for (const [at, hour] of hours.entries()) {
    view.setInt32(HEADER_BYTES + at * 4, hour - before, true)
    before = hour
  }
  for (const [at, code] of shapes.entries()) view.setUint16(shapesAt + at * 2, code, true)
  bytes.set(ids, restAt)
  bytes.set(anchors, restAt + ids.length)
  return bytes
}

/**
 * Takes an answer apart.
 *
 * @throws RangeError where it is cut short or of another version
 */
export function decodeIndex(buffer: ArrayBuffer): LibraryIndex {
  const view = new DataView(buffer)
  const [version, count = 0, listed = 0, anchored = 0] = [0, 4, 8, 12].map((at) => view.getUint32(at, true))
  if (version !== INDEX_VERSION) throw new RangeError(`an index of version ${version}`)
  const hours = new Uint32Array(listed)
  let hour = 0
  for (let at = 0; at < listed; at++) {
    hour += view.getInt32(HEADER_BYTES + at * 4, true)
    hours[at] = hour
  }
  const shapesAt = HEADER_BYTES + listed * 4
  const shapes = new Uint16Array(listed)
  for (let at = 0; at < listed; at++) shapes[at] = view.getUint16(shapesAt + at * 2, true)
  const restAt = shapesAt + padded(listed * 2)
  const anchors = Array.from({ length: anchored }, (_, place) => {
    const at = restAt + place * ANCHOR_BYTES
    return { at: view.getFloat64(at, true), id: idOf(new Uint8Array(buffer, at + 8, ID_BYTES)) }
  })
  const ids = anchored > 0 ? [] : idsOf(new Uint8Array(buffer, restAt))
  return { count, hours, shapes, ids, anchors }
}

/** An anchor in an address. */
export const anchorText = ({ at, id }: Anchor) => `${at}_${id}`

const ANCHOR = /^(?<at>\d{1,13})_(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The anchor that an address names; `null` where it names none. */
export function readAnchor(text: string | null): Anchor | null {
  const found = ANCHOR.exec(text ?? '')?.groups
  return found?.at && found.id ? { at: Number(found.at), id: found.id } : null
}

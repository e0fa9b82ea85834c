/** Picture types this product knows by their first bytes. Labels and file names lie; bytes do not. */
export const SNIFFED_TYPES = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/heic',
  'image/tiff',
] as const
export type SniffedType = (typeof SNIFFED_TYPES)[number]

/** How many leading bytes `sniffImage` needs to be sure. */
export const SNIFF_BYTES = 32

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'heif', 'mif1', 'msf1'])
const AVIF_BRANDS = new Set(['avif', 'avis'])

const ascii = (bytes: Uint8Array, start: number, end: number) =>
  String.fromCharCode(...bytes.subarray(start, end))

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  bytes.length >= magic.length && magic.every((byte, at) => bytes[at] === byte)

/** ISO base media files name their kind as a major brand and more brands behind it; AVIF often hides behind `mif1`. */
function sniffIsoMedia(head: Uint8Array): SniffedType | null {
  if (ascii(head, 4, 8) !== 'ftyp') return null
  const brands = [ascii(head, 8, 12)]
  for (let at = 16; at + 4 <= head.length; at += 4) brands.push(ascii(head, at, at + 4))
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'image/avif'
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'image/heic' : null
}

/** The type of a picture by its magic numbers; `null` where the bytes are none of the known types. */
export function sniffImage(head: Uint8Array): SniffedType | null {
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(head, 0, 6) === 'GIF87a' || ascii(head, 0, 6) === 'GIF89a') return 'image/gif'
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2a])) {
    return 'image/tiff'
  }
  return sniffIsoMedia(head.subarray(0, SNIFF_BYTES))
}

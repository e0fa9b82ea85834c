import { expect, test } from 'vitest'
import { sniffImage } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
const box = [0, 0, 0, 24]

test.each([
  ['image/png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13])],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['image/gif', bytes('GIF89a')],
  ['image/tiff', bytes('II', [0x2a, 0])],
  ['image/tiff', bytes('MM', [0, 0x2a])],
  ['image/avif', bytes(box, 'ftypavif', [0, 0, 0, 0])],
  ['image/avif', bytes(box, 'ftypmif1', [0, 0, 0, 0], 'mif1avif')],
  ['image/heic', bytes(box, 'ftypheic', [0, 0, 0, 0], 'mif1')],
])('knows %s by its first bytes', (mime, head) => {
  expect(sniffImage(head)).toBe(mime)
})

test.each([
  ['nothing', bytes()],
  ['a web page', bytes('<!doctype html>')],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['PDF', bytes('%PDF-1.7')],
  ['a film', bytes(box, 'ftypisom', [0, 0, 0, 0], 'mp42')],
  ['sound in a RIFF file', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
  ['a PNG cut short', bytes([0x89], 'PNG')],
])('does not take %s for a picture', (_, head) => {
  expect(sniffImage(head)).toBeNull()
})

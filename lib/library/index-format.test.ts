import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anchorText,
  decodeIndex,
  encodeIndex,
  idsOf,
  readAnchor,
  shapeCode,
  shapeRatio,
} from './index-format.ts'

const ids = fc.array(fc.uuid(), { maxLength: 20 })
const bytesOf = (all: string[]) => new Uint8Array(Buffer.from(all.join('').replaceAll('-', ''), 'hex'))

test('a ranked answer arrives as it was sent, however long', () => {
  fc.assert(
    fc.property(ids, fc.nat(), fc.infiniteStream(fc.nat(1_000_000)), (listed, count, numbers) => {
      const hours = Int32Array.from(listed, () => numbers.next().value)
      const shapes = Uint16Array.from(listed, () => numbers.next().value % 65_536)
      const sent = encodeIndex({ count, hours, shapes, ids: bytesOf(listed), anchors: new Uint8Array() })
      expect(decodeIndex(sent.buffer)).toEqual({
        count,
        hours: Uint32Array.from(hours),
        shapes,
        ids: listed,
        anchors: [],
      })
    }),
  )
})

test('a dated answer arrives with its anchors', () => {
  const anchor = { at: 1_795_365_000_123, id: '0195b0a4-0000-4000-8000-00000000000a' }
  const place = new Uint8Array(24)
  new DataView(place.buffer).setFloat64(0, anchor.at, true)
  place.set(bytesOf([anchor.id]), 8)
  const hours = Int32Array.of(498_712, 498_712, 490_000)
  const shapes = Uint16Array.of(1, 2, 3)
  const sent = encodeIndex({ count: 3, hours, shapes, ids: new Uint8Array(), anchors: place })
  const index = decodeIndex(sent.buffer)
  expect(index).toMatchObject({ count: 3, ids: [], anchors: [anchor] })
  expect([...index.hours]).toEqual([...hours])
  expect(readAnchor(anchorText(anchor))).toEqual(anchor)
})

test('an answer of another version is refused', () => {
  expect(() => decodeIndex(new Uint32Array([1, 0, 0, 0]).buffer)).toThrow(RangeError)
})

test.each([null, '', '12', '12_nobody', 'x_0195b0a4-0000-4000-8000-00000000000a'])(
  '“%s” is no anchor',
  (text) => expect(readAnchor(text)).toBeNull(),
)

test('ids are read from their bytes', () => {
  fc.assert(
    fc.property(ids, (all) => {
      expect(idsOf(bytesOf(all))).toEqual(all)
    }),
  )
})

test('shapes are exact to one in 8,000', () => {
  fc.assert(
    fc.property(fc.double({ min: 1 / 200, max: 200, noNaN: true }), (ratio) => {
      expect(Math.abs(shapeRatio(shapeCode(ratio)) / ratio - 1)).toBeLessThan(1 / 8_000)
    }),
  )
})

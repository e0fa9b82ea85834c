import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, layOutSheet, MARGIN } from './layout.ts'
import { CAPTIONS, PAPER_NAMES } from './options.ts'

const options = fc.record({
  paper: fc.constantFrom(...PAPER_NAMES),
  landscape: fc.boolean(),
  columns: fc.integer({ min: 1, max: 10 }),
  captions: fc.subarray([...CAPTIONS]),
})
const ratios = fc.array(fc.double({ min: 0.125, max: 8, noNaN: true }), { minLength: 1, maxLength: 300 })

test('every picture stands once, in its order, within the margins of its page', () => {
  fc.assert(
    fc.property(ratios, options, fc.boolean(), (shapes, chosen, endless) => {
      const pages = layOutSheet(shapes, chosen, endless)
      expect(pages.flatMap(({ cells }) => cells.map(({ index }) => index))).toEqual(shapes.map((_, i) => i))
      for (const { width, height, cells } of pages) {
        for (const { picture, captions } of cells) {
          expect(picture.x).toBeGreaterThanOrEqual(MARGIN - 0.01)
          expect(picture.x + picture.width).toBeLessThanOrEqual(width - MARGIN + 0.01)
          expect(captions.y + captions.height).toBeLessThanOrEqual(height - MARGIN + 0.01)
        }
      }
      if (endless) expect(pages).toHaveLength(1)
    }),
    { numRuns: 200 },
  )
})

test('cells of a page do not overlap', () => {
  const [page] = layOutSheet(Array(12).fill(1.5), {
    paper: 'a4',
    landscape: true,
    columns: 4,
    captions: ['number', 'prompt'],
  })
  const cells = page?.cells ?? []
  for (const a of cells) {
    for (const b of cells) {
      if (a === b) continue
      const apart =
        a.picture.x + a.picture.width <= b.picture.x ||
        b.picture.x + b.picture.width <= a.picture.x ||
        a.captions.y + a.captions.height <= b.picture.y ||
        b.captions.y + b.captions.height <= a.picture.y
      expect(apart).toBe(true)
    }
  }
})

test('a picture keeps its shape within its box', () => {
  const box = { x: 10, y: 20, width: 100, height: 50 }
  expect(fitted(box, 1)).toEqual({ x: 10, y: 20, width: 50, height: 50 })
  expect(fitted(box, 4)).toEqual({ x: 10, y: 45, width: 100, height: 25 })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { justifiedRows, rowsWithin, totalHeight } from './justified-rows.ts'

const options = { width: 1200, targetHeight: 240, gap: 2 }
const shapes = fc.array(fc.float({ min: 0.125, max: 8, noNaN: true }), { maxLength: 400 })

/** First picture and one past the last of each row. */
function rowsOf(layout: ReturnType<typeof justifiedRows>): [number, number][] {
  return Array.from({ length: layout.rows }, (_, row) => [
    layout.starts[row] ?? -1,
    layout.starts[row + 1] ?? -1,
  ])
}

describe('justified rows', () => {
  test('hold every picture once, in order, each in its shape', () => {
    fc.assert(
      fc.property(shapes, (ratios) => {
        const layout = justifiedRows(Float32Array.from(ratios), options)
        expect(layout.starts[layout.rows]).toBe(ratios.length)
        for (const [row, [first, end]] of rowsOf(layout).entries()) {
          expect(end).toBeGreaterThan(first)
          for (let at = first; at < end; at++) {
            const ratio = (layout.widths[at] ?? 0) / (layout.heights[row] ?? 1)
            expect(ratio / (ratios[at] ?? 1)).toBeCloseTo(1, 3)
          }
        }
      }),
    )
  })

  test('end at the right edge, but for the last, which never sticks out', () => {
    fc.assert(
      fc.property(shapes, (ratios) => {
        const layout = justifiedRows(Float32Array.from(ratios), options)
        for (const [row, [, end]] of rowsOf(layout).entries()) {
          const right = (layout.lefts[end - 1] ?? 0) + (layout.widths[end - 1] ?? 0)
          if (row < layout.rows - 1) expect(Math.abs(right - options.width)).toBeLessThan(0.5)
          else expect(right).toBeLessThan(options.width + 0.5)
        }
      }),
    )
  })

  test('stand below one another with the gap between', () => {
    const ratios = Float32Array.from({ length: 50 }, (_, index) => 0.6 + (index % 5) / 3)
    const layout = justifiedRows(ratios, options)
    for (let row = 1; row < layout.rows; row++) {
      const bottom = (layout.tops[row - 1] ?? 0) + (layout.heights[row - 1] ?? 0)
      expect((layout.tops[row] ?? 0) - bottom).toBeCloseTo(2, 2)
    }
    const last = layout.rows - 1
    expect(totalHeight(layout, 2)).toBeCloseTo((layout.tops[last] ?? 0) + (layout.heights[last] ?? 0), 2)
  })

  test('come near the wanted height with ordinary shapes', () => {
    const ratios = Float32Array.from({ length: 90 }, (_, index) => [1, 16 / 9, 3 / 4][index % 3] ?? 1)
    const layout = justifiedRows(ratios, options)
    for (const height of layout.heights.slice(0, layout.rows)) {
      expect(height).toBeGreaterThan(170)
      expect(height).toBeLessThan(330)
    }
  })

  test('of nothing are nothing', () => {
    const layout = justifiedRows(new Float32Array(), options)
    expect([layout.rows, totalHeight(layout, 2)]).toEqual([0, 0])
    expect(rowsWithin(layout, 0, 900)).toEqual([0, 0])
  })
})

test('the rows within a stretch are exactly those that touch it', () => {
  const layout = justifiedRows(
    Float32Array.from({ length: 300 }, () => 1.5),
    options,
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 2_000 }), (from, length) => {
      const [first, end] = rowsWithin(layout, from, from + length)
      for (let row = 0; row < layout.rows; row++) {
        const touches = (layout.tops[row + 1] ?? 0) > from && (layout.tops[row] ?? 0) < from + length
        expect(row >= first && row < end).toBe(touches)
      }
    }),
  )
})

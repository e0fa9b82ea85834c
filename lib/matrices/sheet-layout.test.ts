import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layOut } from './sheet-layout.ts'

const side = fc.integer({ min: 300, max: 3_000 })
const shape = fc.record({ width: side, height: side })
const cells = fc.array(fc.array(shape, { maxLength: 8 }), { minLength: 1, maxLength: 6 })

it('keeps every picture within the drawing, in its shape, and apart from the others', () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (shapes) => {
      const layout = layOut(shapes, { top: 100, left: 160 })
      const boxes = layout.boxes.flat(2)
      expect(boxes).toHaveLength(shapes.flat(2).length)
      expect(layout.width * layout.height).toBeLessThanOrEqual(24_000_000)
      const within = boxes.every(
        (box) =>
          box.left >= 160 &&
          box.top >= 100 &&
          box.left + box.width <= layout.width &&
          box.top + box.height <= layout.height,
      )
      expect(within).toBe(true)
      const apart = boxes.every((box, index) =>
        boxes
          .slice(index + 1)
          .every(
            (other) =>
              box.left + box.width <= other.left ||
              other.left + other.width <= box.left ||
              box.top + box.height <= other.top ||
              other.top + other.height <= box.top,
          ),
      )
      expect(apart).toBe(true)
    }),
    { numRuns: 30 },
  )
})

it('takes whole numbers of pixels, as drawing needs them', () => {
  const { boxes } = layOut([[[{ width: 3, height: 7 }], []]], { top: 100, left: 0 })
  expect(boxes[0]?.[0]?.[0]).toEqual({ left: 0, top: 100, width: 320, height: 747 })
})

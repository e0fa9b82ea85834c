import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALIKE_WITHIN, lookBits, lookHex, lookOf, type Pixels } from './look.ts'

type Rgb = readonly [number, number, number]

/** A picture drawn by a function of its place, from 0 to 1 each way. */
function drawn(width: number, height: number, colourAt: (x: number, y: number) => Rgb, alpha = 255): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set([...colourAt((x + 0.5) / width, (y + 0.5) / height), alpha], (y * width + x) * 4)
    }
  }
  return { width, height, data }
}

const plain = (colour: Rgb, width = 40, height = 40) => drawn(width, height, () => colour)
const sunset = (x: number, y: number): Rgb =>
  y > 0.7 ? [20, 40 + 30 * x, 70] : [250 - 90 * y, 150 - 80 * y, 60 + 40 * x]

function apart(one: Pixels, other: Pixels): number {
  const bits = lookOf(other)
  return [...lookOf(one)].filter((bit, at) => bit !== bits[at]).length
}

describe('lookOf', () => {
  test('gives 256 bits for a picture of any shape', () => {
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 255 }), (width, height, value) => {
        expect(lookOf(plain([value, 128, 255 - value], width, height))).toMatch(/^[01]{256}$/)
      }),
      { numRuns: 60 },
    )
  })

  test('is the same at another size', () => {
    expect(apart(drawn(40, 30, sunset), drawn(24, 18, sunset))).toBeLessThan(8)
  })

  test('is nearly the same a little brighter', () => {
    const brighter = drawn(40, 30, (x, y) => {
      const [red, green, blue] = sunset(x, y)
      return [Math.min(255, red * 1.08), Math.min(255, green * 1.08), Math.min(255, blue * 1.08)]
    })
    expect(apart(drawn(40, 30, sunset), brighter)).toBeLessThan(ALIKE_WITHIN)
  })

  test('grows apart with lightness', () => {
    const from = plain([10, 10, 10])
    const steps = [60, 110, 160, 250].map((value) => apart(from, plain([value, value, value])))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(steps.at(-1)).toBeGreaterThan(100)
  })

  test('tells a picture from one of other colours, and from one upside down', () => {
    const blue = drawn(40, 30, (x, y) => {
      const [red, green, value] = sunset(x, y)
      return [value, green, red]
    })
    expect(apart(drawn(40, 30, sunset), blue)).toBeGreaterThan(ALIKE_WITHIN)
    expect(
      apart(
        drawn(40, 30, sunset),
        drawn(40, 30, (x, y) => sunset(x, 1 - y)),
      ),
    ).toBeGreaterThan(ALIKE_WITHIN)
  })

  test('puts what is transparent on white', () => {
    expect(
      apart(
        drawn(20, 20, () => [0, 0, 0], 0),
        plain([255, 255, 255], 20, 20),
      ),
    ).toBe(0)
  })
})

describe('lookHex', () => {
  test('is read back by lookBits', () => {
    const bits = fc.array(fc.constantFrom('0', '1'), { minLength: 256, maxLength: 256 })
    fc.assert(
      fc.property(bits, (all) => {
        const hex = lookHex(all.join(''))
        expect(hex).toMatch(/^[0-9a-f]{64}$/)
        expect(lookBits(hex)).toBe(all.join(''))
      }),
      { numRuns: 50 },
    )
  })
})

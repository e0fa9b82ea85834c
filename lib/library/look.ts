/*
 * How a picture looks at a glance, in 256 bits: where it is light and dark, where it is warm and cold, and which colours it
 * has. Numbers are written as thermometers (a bit for each mark that is passed), so that the number of differing bits grows with the
 * difference, and two looks are compared with one XOR. It knows colour and layout; it does not know what a
 * picture shows.
 */

/** The picture is parted in so many columns and rows, whatever its shape. */
const GRID = 4
/** CIELAB values that a cell's mean passes or does not; 13 bits a cell, more than half for light and dark. */
const LIGHTNESS = [14, 26, 38, 50, 62, 74, 86]
const GREEN_RED = [-9, 9, 26]
const BLUE_YELLOW = [-11, 9, 28]
/** Shares of the whole picture that a colour has or has not. */
const SHARES = [0.04, 0.15, 0.4]
/** Colours of the second part: dark, grey, light, and 13 hues. */
const HUES = 13
/** Chroma below which a colour is a grey; lightness below which it is dark, and above which a grey is light. */
const GREY_BELOW = 9
const DARK_BELOW = 18
const LIGHT_ABOVE = 78

/** Differing bits up to which pictures count as alike. Of pictures that have nothing to do with each other, half differ in more than 65. */
export const ALIKE_WITHIN = 32

/** Pixels of four bytes (red, green, blue, alpha) in sRGB, row by row. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

/** The look of a picture as a text of 0 and 1. A few hundred pixels are enough; transparent ones stand on white. */
export function lookOf({ width, height, data }: Pixels): string {
  const cells = Array.from({ length: GRID * GRID }, () => ({ l: 0, a: 0, b: 0, count: 0 }))
  const colours = new Float64Array(3 + HUES)
  const cellOf = (at: number, of: number) => Math.min(GRID - 1, Math.floor((at * GRID) / of))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const { l, a, b } = labAt(data, (y * width + x) * 4)
      const colour = colourOf(l, a, b)
      colours[colour] = (colours[colour] ?? 0) + 1 / (width * height)
      // A picture with fewer pixels than cells spreads them.
      for (let row = cellOf(y, height); row <= cellOf(y + 1 - 1e-9, height); row++) {
        for (let column = cellOf(x, width); column <= cellOf(x + 1 - 1e-9, width); column++) {
          const cell = cells[row * GRID + column]
          if (!cell) continue
          cell.l += l
          cell.a += a
          cell.b += b
          cell.count += 1
        }
      }
    }
  }
  const layout = cells.map(({ l, a, b, count }) => {
    const of = Math.max(1, count)
    return passed(l / of, LIGHTNESS) + passed(a / of, GREEN_RED) + passed(b / of, BLUE_YELLOW)
  })
  return layout.join('') + Array.from(colours, (share) => passed(share, SHARES)).join('')
}

const passed = (value: number, marks: readonly number[]) =>
  marks.map((mark) => (value > mark ? '1' : '0')).join('')

/** Place of a colour among the shares. */
function colourOf(l: number, a: number, b: number): number {
  if (l < DARK_BELOW) return 0
  if (Math.hypot(a, b) < GREY_BELOW) return l > LIGHT_ABOVE ? 2 : 1
  const turn = Math.atan2(b, a) / (2 * Math.PI) + 1
  return 3 + (Math.floor(turn * HUES) % HUES)
}

/** CIELAB under D65 of the pixel at this byte. */
function labAt(data: Uint8Array, at: number): { l: number; a: number; b: number } {
  const alpha = (data[at + 3] ?? 255) / 255
  const linear = (byte = 255) => {
    const value = (byte * alpha + 255 * (1 - alpha)) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const red = linear(data[at])
  const green = linear(data[at + 1])
  const blue = linear(data[at + 2])
  const x = lightness((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
  const y = lightness(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const z = lightness((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) }
}

const lightness = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116)

/** A look as it travels: 64 hexadecimal digits. */
export function lookHex(bits: string): string {
  return bits.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16))
}

/** The look that `lookHex` wrote. */
export function lookBits(hex: string): string {
  return hex.replace(/./g, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
}

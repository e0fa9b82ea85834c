import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrOf, qrPath, qrSvg } from './qr.ts'

const ADDRESS = 'https://studio.example/s/8Jw0vJm0b5yq3mBv3mI2kqkqv7mM2a1h5m1jZ3k9xQ0'

/** Which modules a path of rectangles makes dark. */
function darkOf(path: string, size: number): boolean[][] {
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    dark[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return dark
}

test('the path draws exactly the modules of the code', () => {
  const code = qrOf(ADDRESS)
  const { data, size } = encode(ADDRESS, { ecc: 'M', border: 4 })
  expect(darkOf(qrPath(code), code.size)).toEqual(data)
  expect(code.size).toBe(size)
})

test('four modules of white surround it', () => {
  const { data, size } = qrOf(ADDRESS)
  for (const edge of [0, 1, 2, 3, size - 4, size - 3, size - 2, size - 1]) {
    expect(data[edge]?.some(Boolean)).toBe(false)
    expect(data.some((row) => row[edge])).toBe(false)
  }
})

test('the SVG file stands alone, black on white', async () => {
  const text = await qrSvg(qrOf(ADDRESS)).text()
  expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
  expect(text).toContain('fill="#fff"')
})

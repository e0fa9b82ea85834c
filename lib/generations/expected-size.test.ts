import { describe, expect, it } from 'vitest'
import { differsFromAsked, expectedSize } from './expected-size.ts'

const model = 'nano-banana-2'

describe('expectedSize', () => {
  it('is exact for a ratio of the table', () => {
    const size = expectedSize({ model, ratio: '16:9', tier: '4K' }, { width: 10, height: 10 })
    expect(size).toEqual({ width: 5504, height: 3072 })
  })

  it('follows the first reference with auto, else is square', () => {
    expect(expectedSize({ model, ratio: 'auto', tier: '1K' }, { width: 1920, height: 1080 })).toEqual({
      width: 1376,
      height: 768,
    })
    expect(expectedSize({ model, ratio: 'auto', tier: '1K' }, null)).toEqual({ width: 1024, height: 1024 })
  })

  it('offers a model only the ratios it has', () => {
    const wide = { width: 8000, height: 1000 }
    expect(expectedSize({ model, ratio: 'auto', tier: '1K' }, wide)).toEqual({ width: 3072, height: 384 })
    expect(expectedSize({ model: 'nano-banana-pro', ratio: 'auto', tier: '1K' }, wide)).toEqual({
      width: 1584,
      height: 672,
    })
  })

  it('assumes the native tier where a program left the size to the model', () => {
    expect(expectedSize({ model, ratio: 'auto', tier: null }, null)).toEqual({ width: 2048, height: 2048 })
  })
})

describe('differsFromAsked', () => {
  const expected = { width: 5504, height: 3072 }

  it('holds an exact request to the pixel', () => {
    expect(differsFromAsked({ ratio: '16:9', tier: '4K' }, expected, expected)).toBe(false)
    expect(differsFromAsked({ ratio: '16:9', tier: '4K' }, expected, { width: 1408, height: 768 })).toBe(true)
    expect(differsFromAsked({ ratio: '16:9', tier: '4K' }, expected, { width: 5504, height: 3071 })).toBe(
      true,
    )
  })

  it('compares only the tier with auto', () => {
    const square = { width: 4096, height: 4096 }
    expect(differsFromAsked({ ratio: 'auto', tier: '4K' }, square, expected)).toBe(false)
    expect(differsFromAsked({ ratio: 'auto', tier: '4K' }, square, { width: 1024, height: 1024 })).toBe(true)
  })

  it('asks nothing where the model chose', () => {
    expect(
      differsFromAsked(
        { ratio: 'auto', tier: null },
        { width: 2048, height: 2048 },
        { width: 512, height: 512 },
      ),
    ).toBe(false)
  })
})

import { expect, test, vi } from 'vitest'

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>')

test('drawing stays allowed when Next evaluates the module again for its routes', async () => {
  const first = await import('./sharp.ts')
  await expect(first.sharp(SVG).png().toBuffer()).rejects.toThrow('unsupported image format')
  first.allowDrawing()
  vi.resetModules()
  const second = await import('./sharp.ts')
  expect(second).not.toBe(first)
  expect((await second.sharp(SVG).png().toBuffer({ resolveWithObject: true })).info).toMatchObject({
    width: 4,
  })
})

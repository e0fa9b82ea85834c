import 'server-only'
import { sharp } from '#lib/images/sharp.ts'
import { createRandom } from './random.ts'

/** Pixels along one side of the tile. */
export const GRAIN_SIZE = 256

let tile: Promise<string> | null = null

async function drawTile(): Promise<string> {
  const random = createRandom('grain')
  const pixels = Buffer.alloc(GRAIN_SIZE * GRAIN_SIZE * 2)
  for (let i = 0; i < GRAIN_SIZE * GRAIN_SIZE; i++) {
    // The sum of four even numbers is close enough to a normal distribution, in about [-2, 2].
    const value = random.next() + random.next() + random.next() + random.next() - 2
    pixels[i * 2] = value > 0 ? 255 : 0
    pixels[i * 2 + 1] = Math.min(255, Math.round(Math.abs(value) * (value > 0 ? 15 : 20)))
  }
  const raw = { width: GRAIN_SIZE, height: GRAIN_SIZE, channels: 2 } as const
  const png = await sharp(pixels, { raw }).png().toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** A tile of film grain as a data URI: white and black specks of low opacity. It also hides the steps of gradients. */
export function grainTile(): Promise<string> {
  tile ??= drawTile()
  return tile
}

import 'server-only'
import { sharp } from '#lib/images/sharp.ts'
import { createRandom } from './random.ts'

/** Specks along one side of the tile. */
const SPECKS = 256

export interface GrainTile {
  /** Pixels along one side. */
  size: number
  /** A data URI. */
  href: string
}

const tiles = new Map<number, Promise<GrainTile>>()

async function drawTile(speck: number): Promise<GrainTile> {
  const random = createRandom('grain')
  const pixels = Buffer.alloc(SPECKS * SPECKS * 2)
  for (let i = 0; i < SPECKS * SPECKS; i++) {
    // The sum of four even numbers is close enough to a normal distribution, in about [-2, 2].
    const value = random.next() + random.next() + random.next() + random.next() - 2
    pixels[i * 2] = value > 0 ? 255 : 0
    pixels[i * 2 + 1] = Math.min(255, Math.round(Math.abs(value) * (value > 0 ? 15 : 20)))
  }
  const raw = { width: SPECKS, height: SPECKS, channels: 2 } as const
  const size = SPECKS * speck
  const png = await sharp(pixels, { raw }).resize(size, size, { kernel: 'linear' }).png().toBuffer()
  return { size, href: `data:image/png;base64,${png.toString('base64')}` }
}

/**
 * A tile of film grain: white and black specks of low opacity. It also hides the steps of gradients.
 * @param speck pixels a speck measures; the tile is made at that size, because repeating an enlarged one is slow
 */
export function grainTile(speck: number): Promise<GrainTile> {
  const tile = tiles.get(speck) ?? drawTile(speck)
  tiles.set(speck, tile)
  return tile
}

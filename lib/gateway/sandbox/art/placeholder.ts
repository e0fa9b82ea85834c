import 'server-only'
import { sharp } from '#lib/images/sharp.ts'
import { setLine } from '#lib/typeset/typeset.ts'
import { circle, Drawing, rect, shape } from './drawing.ts'
import { anyPalette } from './palette.ts'
import { createRandom } from './random.ts'

/** Side of the tile in pixels. */
const SIDE = 800

/** A tile that stands for a linked reference nobody fetched: calm shapes in colours of the link's own, and its host. */
export async function drawPlaceholder(url: string): Promise<Uint8Array> {
  const random = createRandom(`placeholder/${url}`)
  const { ramp, accents } = anyPalette(random)
  const drawing = new Drawing({ width: SIDE, height: SIDE, pictures: [] })
  const sky = drawing.linear(
    [0, 0],
    [random.range(200, 600), SIDE],
    [
      [0, ramp[1]],
      [0.5, ramp[2]],
      [1, ramp[3]],
    ],
  )
  const discs = Array.from({ length: 3 }, (_, index) => {
    const radius = random.range(120, 330)
    return circle(random.range(0, SIDE), random.range(0, SIDE), radius, accents[index] ?? ramp[0], 0.75)
  })
  const host = await setLine(new URL(url).host.slice(0, 48), { fontSize: 1 })
  const fontSize = Math.min(52, (SIDE * 0.82) / Math.max(1, host.width))
  const label = await setLine(new URL(url).host.slice(0, 48), { fontSize })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><defs>${drawing.definitions.join('')}</defs>${rect(0, 0, SIDE, SIDE, sky)}${discs.join('')}<rect x="${(SIDE - label.width) / 2 - 32}" y="352" width="${label.width + 64}" height="96" rx="48" fill="${ramp[0]}" fill-opacity="0.92"/>${shape(label.at((SIDE - label.width) / 2, 400 + fontSize * 0.34), ramp[5])}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

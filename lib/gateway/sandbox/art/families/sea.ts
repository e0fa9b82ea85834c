import 'server-only'
import { mix } from '../colour.ts'
import { type Drawing, n, rect, type Scene, shape } from '../drawing.ts'

/** Water from the horizon down, with the sun's path on it. */
export function sea(scene: Scene, drawing: Drawing, horizon: number, sunX: number, glow: string): void {
  const { width, height, palette } = scene
  const random = scene.random.fork('sea')
  const [, light, , mid, deep, darkest] = palette.ramp
  drawing.crisp(
    rect(
      0,
      horizon,
      width,
      height - horizon,
      drawing.linear(
        [0, horizon],
        [0, height],
        [
          [0, mix(light, mid, palette.dark ? 0.9 : 0.45)],
          [0.3, palette.dark ? deep : mid],
          [0.75, palette.dark ? darkest : deep],
          [1, darkest],
        ],
      ),
    ),
  )
  drawing.crisp(
    drawing.clip(
      rect(0, horizon, width, height - horizon, '#000'),
      drawing.haze(
        sunX,
        horizon + (height - horizon) * 0.2,
        width * 0.16,
        (height - horizon) * 0.8,
        glow,
        0.7,
      ),
    ),
  )
  const waves: string[] = []
  for (let row = 0; row < 120; row++) {
    const depth = (row / 120) ** 1.7
    const y = horizon + 2 + depth * (height - horizon)
    const length = 8 + depth * 110
    const onPath = random.chance(0.5)
    const spread = width * (0.02 + depth * 0.16)
    const x = onPath ? sunX + (random.next() + random.next() - 1) * spread : random.range(-50, width)
    const thick = 0.7 + depth * 4.6
    const long = length * random.range(0.5, 1.3)
    waves.push(
      shape(
        `M${n(x - long / 2)} ${n(y)}Q${n(x)} ${n(y - thick)} ${n(x + long / 2)} ${n(y)}Q${n(x)} ${n(y + thick * 0.8)} ${n(x - long / 2)} ${n(y)}Z`,
        onPath ? glow : random.chance(0.5) ? light : darkest,
        onPath ? random.range(0.5, 0.95) : random.range(0.06, 0.2),
      ),
    )
  }
  drawing.crisp(...waves)
}

/** References float on the water as sails: tall slivers of the pictures, mirrored below. */
export function setPicturesOnWater(
  { width, height, pictures, palette }: Scene,
  drawing: Drawing,
  horizon: number,
): void {
  const count = Math.max(3, Math.min(7, pictures.length * 2))
  for (let i = 0; i < count; i++) {
    const tall = height * (0.16 + 0.1 * Math.sin(i * 2.4) ** 2)
    const wide = tall * 0.5
    const x = width * ((i + 0.6) / (count + 0.2)) - wide / 2
    const y = horizon + height * 0.05 + (i % 2) * height * 0.045
    const sail = `M${n(x)} ${n(y)}Q${n(x + wide * 0.15)} ${n(y - tall * 0.6)} ${n(x + wide * 0.35)} ${n(y - tall)}Q${n(x + wide * 1.1)} ${n(y - tall * 0.4)} ${n(x + wide)} ${n(y)}Z`
    drawing.crisp(
      drawing.clip(
        shape(sail, '#000'),
        drawing.picture(i, { x, y: y - tall, width: wide * 1.1, height: tall }),
      ),
      shape(
        `M${n(x - 4)} ${n(y + 3)}H${n(x + wide + 6)}L${n(x + wide * 0.8)} ${n(y + 11)}H${n(x + wide * 0.15)}Z`,
        palette.ramp[5],
      ),
      shape(
        `M${n(x)} ${n(y + 13)}H${n(x + wide)}L${n(x + wide * 0.4)} ${n(y + tall * 0.55)}Z`,
        palette.ramp[0],
        0.22,
      ),
    )
  }
}

import 'server-only'
import { mix } from '../colour.ts'
import { circle, type Drawing, type Family, path, rect, type Scene, type Stop, shape } from '../drawing.ts'
import { createNoise, type Random } from '../random.ts'

type Point = readonly [number, number]

/** Strips across one ribbon; each has its own shading along the ribbon. */
const STRIPS = 22
const STEPS = 54

interface Ribbon {
  base: number
  sway: number
  wide: number
  /** From its lit to its shaded side. */
  colours: readonly [string, string, string]
  picture: number | null
}

function drawRibbon(scene: Scene, drawing: Drawing, ribbon: Ribbon, random: Random): void {
  const { width } = scene
  const centre = createNoise(random.fork('centre'), 2)
  const twistNoise = createNoise(random.fork('twist'), 1)
  const phase = random.range(0, Math.PI * 2)
  const turns = random.range(0.6, 1.25) * Math.PI
  const at = (step: number) => {
    const t = step / STEPS
    return {
      x: -60 + t * (width + 120),
      y:
        ribbon.base +
        centre(t * (width / 520) + 3) * ribbon.sway +
        Math.sin(t * Math.PI * 1.3 + phase) * ribbon.sway * 0.5,
      twist: phase + t * turns * (width / 1000) + twistNoise(t * 2.2) * 1.1,
    }
  }
  const edge = (across: number): Point[] =>
    Array.from({ length: STEPS + 1 }, (_, step) => {
      const { x, y, twist } = at(step)
      // The cross-section is a shallow S, so that the cloth folds over itself as it turns.
      const bend = Math.sin(across * Math.PI) * 0.24 * Math.sin(twist * 1.7)
      const reach = (across * Math.cos(twist) + bend) * ribbon.wide
      return [x + reach * 0.35, y + reach]
    })
  const order = Array.from({ length: STRIPS }, (_, index) => index)
  const outline = path([...edge(-1), ...edge(1).toReversed()])
  if (ribbon.picture !== null) {
    const ys = [...edge(-1), ...edge(1)].map(([, y]) => y)
    const top = Math.min(...ys)
    const box = { x: -20, y: top, width: width + 40, height: Math.max(...ys) - top }
    drawing.crisp(drawing.clip(shape(outline, '#000'), drawing.picture(ribbon.picture, box)))
  }
  const veil = ribbon.picture === null ? 1 : 0.34
  for (const index of order) {
    const from = -1 + (index / STRIPS) * 2
    const to = Math.min(1, from + (2 / STRIPS) * 1.9)
    const stops: Stop[] = Array.from({ length: 15 }, (_, k) => {
      const { twist } = at((k / 14) * STEPS)
      const normal = twist + (from + 0.1) * 1.15
      const light = 0.5 + 0.5 * Math.cos(normal * 1.35 - 0.6)
      const shine = Math.max(0, Math.cos(normal * 1.35 - 0.9)) ** 14
      const [lit, middle, shade] = ribbon.colours
      const tone = light > 0.5 ? mix(middle, lit, (light - 0.5) * 2) : mix(shade, middle, light * 2)
      return [k / 14, mix(tone, '#fffdf6', shine * 0.55), veil] as const
    })
    drawing.crisp(
      shape(
        path([...edge(from), ...edge(to).toReversed()]),
        drawing.linear([-60, 0], [width + 60, 0], stops),
      ),
    )
  }
}

/** Bands of silk in slow movement. */
export const ribbons: Family = (scene, drawing) => {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('ribbons')
  const [pale, light, soft, mid, deep, darkest] = palette.ramp
  const [glow, lively, other] = palette.accents
  const dark = palette.dark || random.chance(0.45)
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [0, 0],
        [width * 0.5, height],
        dark
          ? [
              [0, deep],
              [1, darkest],
            ]
          : [
              [0, pale],
              [0.6, light],
              [1, mix(light, soft, 0.6)],
            ],
      ),
    ),
    circle(
      width * 0.7,
      height * 0.25,
      420,
      drawing.radial([width * 0.7, height * 0.25], 420, [
        [0, glow, dark ? 0.3 : 0.8],
        [1, glow, 0],
      ]),
    ),
  )
  const sets: readonly (readonly [string, string, string])[] = [
    [light, mid, darkest],
    [glow, lively, mix(lively, darkest, 0.6)],
    [pale, soft, mix(mid, deep, 0.6)],
    [mix(other, '#fffaf0', 0.55), other, mix(other, darkest, 0.65)],
    [soft, deep, darkest],
  ]
  const order = random.shuffle(sets)
  const count = width > height * 2.2 ? 3 : random.int(4, 5)
  for (let i = 0; i < count; i++) {
    const t = count === 1 ? 0.5 : i / (count - 1)
    const base = height * (0.12 + t * 0.72)
    const wide = Math.min(height, 700) * random.range(0.11, 0.19)
    if (i > 0) {
      drawing.soft(
        drawing.blur(
          34,
          rect(-60, base - wide * 0.2, width + 120, wide * 1.3, darkest).replace(
            '/>',
            ` fill-opacity="${dark ? 0.3 : 0.14}"/>`,
          ),
        ),
      )
    }
    drawRibbon(
      scene,
      drawing,
      {
        base,
        sway: height * random.range(0.12, 0.2),
        wide,
        colours: order[i % order.length] ?? sets[0] ?? [light, mid, darkest],
        picture: pictures.length > 0 ? i : null,
      },
      random.fork(`ribbon${i}`),
    )
  }
}

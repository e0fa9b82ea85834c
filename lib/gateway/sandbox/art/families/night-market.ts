import 'server-only'
import { lighten, mix } from '../colour.ts'
import { circle, type Drawing, ellipse, type Family, n, rect, shape } from '../drawing.ts'

const GROUND = '#1c2347'
const RED = '#e2472f'
const GOLD = '#f6b94a'
const PAPER = '#fbeed3'

function lantern(drawing: Drawing, x: number, y: number, r: number, colour: string): void {
  const tall = r * 0.86
  const ribs = [-0.66, -0.34, 0, 0.34, 0.66].map(
    (at) =>
      `<path d="M${n(x)} ${n(y - tall)}Q${n(x + r * at * 2)} ${n(y)} ${n(x)} ${n(y + tall)}" fill="none" stroke="${mix(colour, GROUND, 0.4)}" stroke-width="${n(r * 0.025)}" stroke-opacity="0.8"/>`,
  )
  drawing.crisp(
    `<path d="M${n(x)} -10V${n(y - tall)}" stroke="${PAPER}" stroke-width="1.6" stroke-opacity="0.7"/>`,
    ellipse(
      x,
      y,
      r,
      tall,
      drawing.radial([x, y + tall * 0.2], r * 1.05, [
        [0, lighten(mix(colour, '#fff0bd', 0.72), 0.02)],
        [0.5, mix(colour, GOLD, 0.35)],
        [1, colour],
      ]),
    ),
    ...ribs,
    rect(x - r * 0.34, y - tall - r * 0.1, r * 0.68, r * 0.15, PAPER),
    rect(x - r * 0.34, y + tall - r * 0.05, r * 0.68, r * 0.15, PAPER),
    ...[-0.16, -0.05, 0.06, 0.17].map((at) =>
      rect(x + at * r, y + tall + r * 0.1, r * 0.045, r * 0.62, mix(colour, GOLD, 0.3)),
    ),
  )
}

/** A screen print of a night market: lanterns, steam, few colours and much empty space. */
export const nightMarket: Family = (scene, drawing) => {
  const { width, height } = scene
  const random = scene.random.fork('night-market')
  const small = Math.min(width, height)
  const flip = random.chance(0.5) ? 1 : -1
  const across = (at: number) => width / 2 + flip * (at - 0.5) * width
  drawing.crisp(rect(0, 0, width, height, GROUND))
  const spots = [
    { x: across(0.3), y: height * random.range(0.3, 0.34), r: small * 0.17, colour: RED },
    { x: across(0.56), y: height * random.range(0.16, 0.2), r: small * 0.085, colour: GOLD },
    { x: across(0.74), y: height * random.range(0.34, 0.42), r: small * 0.115, colour: RED },
    { x: across(0.9), y: height * random.range(0.14, 0.2), r: small * 0.06, colour: RED },
    { x: across(0.1), y: height * random.range(0.12, 0.16), r: small * 0.055, colour: GOLD },
  ]
  drawing.soft(
    ...spots.map(({ x, y, r }) =>
      circle(
        x,
        y,
        r * 3.2,
        drawing.radial([x, y], r * 3.2, [
          [0.1, '#ff9a4a', 0.5],
          [0.4, '#e2472f', 0.16],
          [1, RED, 0],
        ]),
      ),
    ),
  )
  // The bowl, and what rises from it.
  const bx = across(0.56)
  const by = height * 0.73
  const br = small * 0.15
  const steam = Array.from({ length: 5 }, (_, index) => {
    const x = bx + (index - 2) * br * 0.36
    const reach = br * random.range(1.1, 2)
    const sway = br * random.range(0.14, 0.3) * (index % 2 ? 1 : -1)
    return `<path d="M${n(x)} ${n(by - br * 0.2)}C${n(x + sway)} ${n(by - reach * 0.35)} ${n(x - sway * 1.5)} ${n(by - reach * 0.65)} ${n(x + sway * 0.6)} ${n(by - reach)}" fill="none" stroke="${drawing.linear(
      [0, by],
      [0, by - reach],
      [
        [0, PAPER, 0.95],
        [1, PAPER, 0],
      ],
    )}" stroke-width="${n(br * 0.085)}" stroke-linecap="round"/>`
  })
  drawing.crisp(
    ...steam,
    `<path d="M${n(bx + flip * br * 0.1)} ${n(by)}L${n(bx + flip * br * 1.5)} ${n(by - br * 0.9)}M${n(bx + flip * br * 0.3)} ${n(by)}L${n(bx + flip * br * 1.62)} ${n(by - br * 0.72)}" stroke="${GOLD}" stroke-width="${n(br * 0.055)}" stroke-linecap="round"/>`,
    shape(
      `M${n(bx - br)} ${n(by)}H${n(bx + br)}C${n(bx + br * 0.95)} ${n(by + br * 0.55)} ${n(bx + br * 0.5)} ${n(by + br * 0.8)} ${n(bx + br * 0.4)} ${n(by + br * 0.84)}H${n(bx - br * 0.4)}C${n(bx - br * 0.5)} ${n(by + br * 0.8)} ${n(bx - br * 0.95)} ${n(by + br * 0.55)} ${n(bx - br)} ${n(by)}Z`,
      PAPER,
    ),
    rect(bx - br * 0.42, by + br * 0.82, br * 0.84, br * 0.1, PAPER),
    shape(
      `M${n(bx - br * 0.97)} ${n(by + br * 0.16)}H${n(bx + br * 0.97)}L${n(bx + br * 0.93)} ${n(by + br * 0.3)}H${n(bx - br * 0.93)}Z`,
      RED,
    ),
  )
  for (const spot of spots) lantern(drawing, spot.x, spot.y, spot.r, spot.colour)
}

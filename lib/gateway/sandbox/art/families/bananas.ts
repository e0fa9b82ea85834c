import 'server-only'
import { mix } from '../colour.ts'
import { type Drawing, n, path, shape } from '../drawing.ts'

type Point = readonly [number, number]

const YELLOW = '#f6c63c'
const SHADE = '#b9761f'
const LIT = '#ffe88f'
const BROWN = '#4f3620'

interface Bunch {
  x: number
  foot: number
  /** From stem to tip. */
  length: number
  /** 1 where the light comes from the left. */
  light: 1 | -1
}

/** A bunch lying on a table: crescents that share a stem, each with a lit, a middle and a shaded face. */
export function bananas(drawing: Drawing, { x, foot, length, light }: Bunch): void {
  const count = 5
  const stem: Point = [x - light * length * 0.46, foot - length * 0.43]
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1)
    const angle = ((-4 + t * 24) * Math.PI) / 180
    const long = length * (0.98 - 0.07 * Math.abs(t - 0.6))
    const tip: Point = [stem[0] + light * Math.cos(angle) * long, stem[1] + Math.sin(angle) * long]
    const control: Point = [stem[0] + light * long * (0.22 + t * 0.02), stem[1] + length * (0.3 + t * 0.3)]
    banana(drawing, stem, control, tip, length * 0.088, t)
  }
  const [sx, sy] = stem
  const thick = length * 0.034
  drawing.crisp(
    shape(
      `M${n(sx - thick)} ${n(sy + thick)}Q${n(sx - light * thick * 1.4)} ${n(sy - length * 0.05)} ${n(sx - light * thick * 2.4)} ${n(sy - length * 0.1)}L${n(sx - light * thick * 0.6)} ${n(sy - length * 0.115)}Q${n(sx + light * thick * 0.4)} ${n(sy - length * 0.05)} ${n(sx + thick * 1.4)} ${n(sy + thick)}Z`,
      drawing.linear(
        [sx, sy - length * 0.115],
        [sx, sy + thick],
        [
          [0, BROWN],
          [0.35, '#8a7a35'],
          [1, '#c9a738'],
        ],
      ),
    ),
  )
}

function banana(
  drawing: Drawing,
  from: Point,
  control: Point,
  to: Point,
  half: number,
  nearness: number,
): void {
  const steps = 26
  const spine = Array.from({ length: steps + 1 }, (_, index) => {
    const t = index / steps
    const u = 1 - t
    const point: Point = [
      u * u * from[0] + 2 * u * t * control[0] + t * t * to[0],
      u * u * from[1] + 2 * u * t * control[1] + t * t * to[1],
    ]
    const dx = 2 * u * (control[0] - from[0]) + 2 * t * (to[0] - control[0])
    const dy = 2 * u * (control[1] - from[1]) + 2 * t * (to[1] - control[1])
    const long = Math.hypot(dx, dy) || 1
    // The normal that points up, whichever way the fruit lies.
    const up = dx >= 0 ? 1 : -1
    const normal: Point = [(dy / long) * up, (-dx / long) * up]
    const width =
      half *
      Math.min(1, 0.26 + Math.sin(Math.PI * Math.min(1, t * 1.02)) ** 0.7 * 0.9) *
      (t > 0.94 ? 0.55 : 1)
    return { point, normal, width }
  })
  const edge = (at: number): Point[] =>
    spine.map(({ point, normal, width }) => [
      point[0] + normal[0] * width * at,
      point[1] + normal[1] * width * at,
    ])
  const face = (upper: number, lower: number, fill: string) =>
    shape(path([...edge(upper), ...edge(lower).toReversed()]), fill)
  const along = (tone: string) =>
    drawing.linear(
      [from[0], 0],
      [to[0], 0],
      [
        [0, mix(tone, '#8f9a3a', 0.55)],
        [0.2, tone],
        [0.86, tone],
        [1, mix(tone, '#7d8a36', 0.5)],
      ],
    )
  const dim = (1 - nearness) * 0.22
  const end = spine.at(-1)?.point ?? to
  drawing.crisp(
    face(1, -1.02, along(mix(SHADE, '#5d3417', dim))),
    face(1, -0.52, along(mix(mix(YELLOW, SHADE, 0.42), SHADE, dim))),
    face(1, 0.02, along(mix(YELLOW, SHADE, dim))),
    face(1, 0.5, along(mix(LIT, YELLOW, dim * 2.2))),
    shape(
      path(edge(0.02).slice(2, -2), false) +
        path(edge(-0.05).slice(2, -2).toReversed(), false).replace('M', 'L'),
      '#fff3b8',
      0.35,
    ),
    `<circle cx="${n(end[0])}" cy="${n(end[1])}" r="${n(half * 0.27)}" fill="${BROWN}"/>`,
  )
}

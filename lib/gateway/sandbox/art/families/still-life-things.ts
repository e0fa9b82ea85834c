import 'server-only'
import { lighten, mix } from '../colour.ts'
import { circle, type Drawing, ellipse, n, shape } from '../drawing.ts'
import type { Random } from '../random.ts'

// What lies and stands on the table of a still life, lit from one side.

/** Where the light comes from: 1 from the left, -1 from the right. */
export type Light = 1 | -1

interface Place {
  x: number
  /** Where it stands. */
  foot: number
  /** Half its width. */
  radius: number
  colour: string
  light: Light
}

/** A lit round body: bright towards the light, a dark core, a little light back from the table. */
function lit(drawing: Drawing, { x, radius, colour, light }: Place, cy: number): string {
  return drawing.radial(
    [x, cy],
    radius * 1.12,
    [
      [0, lighten(mix(colour, '#fff3d6', 0.5), 0.03)],
      [0.35, colour],
      [0.72, mix(colour, '#3a1c2e', 0.34)],
      [0.9, mix(colour, '#2a1526', 0.52)],
      [1, mix(colour, '#3a1c2e', 0.36)],
    ],
    [x - light * radius * 0.45, cy - radius * 0.5],
  )
}

export function apple(drawing: Drawing, place: Place): void {
  const { x, foot, radius: r, colour, light } = place
  const cy = foot - r * 0.92
  const body = `M${n(x)} ${n(cy - r * 0.78)}C${n(x + r * 0.5)} ${n(cy - r * 1.12)} ${n(x + r * 1.1)} ${n(cy - r * 0.7)} ${n(x + r)} ${n(cy)}C${n(x + r * 0.94)} ${n(cy + r * 0.62)} ${n(x + r * 0.5)} ${n(cy + r * 1.02)} ${n(x)} ${n(cy + r * 0.9)}C${n(x - r * 0.5)} ${n(cy + r * 1.02)} ${n(x - r * 0.94)} ${n(cy + r * 0.62)} ${n(x - r)} ${n(cy)}C${n(x - r * 1.1)} ${n(cy - r * 0.7)} ${n(x - r * 0.5)} ${n(cy - r * 1.12)} ${n(x)} ${n(cy - r * 0.78)}Z`
  drawing.crisp(
    shape(body, lit(drawing, place, cy)),
    ellipse(x, cy - r * 0.74, r * 0.26, r * 0.09, mix(colour, '#2a1526', 0.6), 0.6),
    `<path d="M${n(x)} ${n(cy - r * 0.72)}q${n(r * 0.04)} ${n(-r * 0.3)} ${n(r * 0.2)} ${n(-r * 0.42)}" fill="none" stroke="#4a3222" stroke-width="${n(r * 0.08)}" stroke-linecap="round"/>`,
    ellipse(x - light * r * 0.42, cy - r * 0.42, r * 0.16, r * 0.24, '#fffaf0', 0.38),
  )
}

export function orange(drawing: Drawing, place: Place): void {
  const { x, foot, radius: r, colour, light } = place
  const cy = foot - r * 0.96
  drawing.crisp(
    circle(x, cy, r, lit(drawing, place, cy)),
    ellipse(x - light * r * 0.38, cy - r * 0.46, r * 0.2, r * 0.15, '#fffaf0', 0.4),
    circle(x + light * r * 0.1, cy - r * 0.86, r * 0.06, mix(colour, '#3b4a22', 0.7)),
  )
}

export function pear(drawing: Drawing, place: Place): void {
  const { x, foot, radius: r, light } = place
  const cy = foot - r * 0.95
  const top = foot - r * 2.75
  const body = `M${n(x)} ${n(top)}C${n(x + r * 0.45)} ${n(top)} ${n(x + r * 0.42)} ${n(top + r * 0.62)} ${n(x + r * 0.6)} ${n(top + r * 1.05)}C${n(x + r * 0.78)} ${n(top + r * 1.42)} ${n(x + r)} ${n(cy - r * 0.4)} ${n(x + r)} ${n(cy + r * 0.06)}C${n(x + r)} ${n(foot - r * 0.2)} ${n(x + r * 0.55)} ${n(foot)} ${n(x)} ${n(foot)}C${n(x - r * 0.55)} ${n(foot)} ${n(x - r)} ${n(foot - r * 0.2)} ${n(x - r)} ${n(cy + r * 0.06)}C${n(x - r)} ${n(cy - r * 0.4)} ${n(x - r * 0.78)} ${n(top + r * 1.42)} ${n(x - r * 0.6)} ${n(top + r * 1.05)}C${n(x - r * 0.42)} ${n(top + r * 0.62)} ${n(x - r * 0.45)} ${n(top)} ${n(x)} ${n(top)}Z`
  drawing.crisp(
    `<path d="M${n(x)} ${n(top + r * 0.1)}q${n(-r * 0.02)} ${n(-r * 0.34)} ${n(light * r * 0.22)} ${n(-r * 0.5)}" fill="none" stroke="#4a3222" stroke-width="${n(r * 0.09)}" stroke-linecap="round"/>`,
    shape(body, lit(drawing, { ...place, radius: r * 1.5 }, foot - r * 1.15)),
    ellipse(x - light * r * 0.44, cy - r * 0.2, r * 0.15, r * 0.32, '#fffaf0', 0.34),
    ellipse(x - light * r * 0.2, top + r * 0.5, r * 0.07, r * 0.2, '#fffaf0', 0.3),
  )
}

/** A vase with a branch of leaves. */
export function vase(drawing: Drawing, place: Place, leaf: string, random: Random): void {
  const { x, foot, radius: r, colour, light } = place
  const top = foot - r * 3.1
  const cut = (index: number) =>
    [x + Math.sin(index * 1.9) * r * 0.18, top - r * (0.45 + index * 0.52)] as const
  const stem = Array.from({ length: 7 }, (_, index) => cut(index))
  drawing.crisp(
    `<path d="M${n(x)} ${n(top + r * 0.3)}${stem.map(([sx, sy]) => `L${n(sx)} ${n(sy)}`).join('')}" fill="none" stroke="${mix(leaf, '#2a1a18', 0.5)}" stroke-width="${n(r * 0.06)}" stroke-linejoin="round"/>`,
    ...stem.flatMap(([sx, sy], index) =>
      [-1, 1].map((side) => {
        const long = r * random.range(0.8, 1.15) * (1 - index * 0.07)
        const angle = side * random.range(38, 66)
        const tone = mix(leaf, side === light ? '#1d2a22' : '#fdf3cf', random.range(0.08, 0.32))
        return `<path transform="translate(${n(sx)} ${n(sy)}) rotate(${n(angle)})" d="M0 0C${n(long * 0.34)} ${n(-long * 0.3)} ${n(long * 0.24)} ${n(-long * 0.85)} 0 ${n(-long)}C${n(-long * 0.24)} ${n(-long * 0.85)} ${n(-long * 0.34)} ${n(-long * 0.3)} 0 0Z" fill="${tone}"/>`
      }),
    ),
  )
  const body = `M${n(x - r * 0.34)} ${n(top)}C${n(x - r * 0.3)} ${n(top + r * 0.6)} ${n(x - r * 0.95)} ${n(top + r)} ${n(x - r)} ${n(foot - r * 1.05)}C${n(x - r)} ${n(foot - r * 0.45)} ${n(x - r * 0.7)} ${n(foot - r * 0.1)} ${n(x - r * 0.5)} ${n(foot)}H${n(x + r * 0.5)}C${n(x + r * 0.7)} ${n(foot - r * 0.1)} ${n(x + r)} ${n(foot - r * 0.45)} ${n(x + r)} ${n(foot - r * 1.05)}C${n(x + r * 0.95)} ${n(top + r)} ${n(x + r * 0.3)} ${n(top + r * 0.6)} ${n(x + r * 0.34)} ${n(top)}Z`
  drawing.crisp(
    shape(
      body,
      drawing.linear(
        [x - light * r, 0],
        [x + light * r, 0],
        [
          [0, mix(colour, '#2a1526', 0.12)],
          [0.28, lighten(mix(colour, '#fff6e4', 0.6), 0.02)],
          [0.62, colour],
          [1, mix(colour, '#2a1526', 0.55)],
        ],
      ),
    ),
    ellipse(x, top, r * 0.34, r * 0.09, mix(colour, '#22101c', 0.6)),
  )
}

export function bowl(drawing: Drawing, place: Place, fruit: readonly string[]): void {
  const { x, foot, radius: r, colour, light } = place
  const rim = foot - r * 0.85
  fruit.forEach((tone, index) => {
    const offset = (index - (fruit.length - 1) / 2) * r * 0.56
    const size = r * 0.4
    orange(drawing, {
      x: x + offset,
      foot: rim + size * (0.75 - (index % 2) * 0.35),
      radius: size,
      colour: tone,
      light,
    })
  })
  drawing.crisp(
    shape(
      `M${n(x - r)} ${n(rim)}C${n(x - r * 0.95)} ${n(foot - r * 0.2)} ${n(x - r * 0.5)} ${n(foot - r * 0.06)} ${n(x - r * 0.36)} ${n(foot)}H${n(x + r * 0.36)}C${n(x + r * 0.5)} ${n(foot - r * 0.06)} ${n(x + r * 0.95)} ${n(foot - r * 0.2)} ${n(x + r)} ${n(rim)}Q${n(x)} ${n(rim + r * 0.2)} ${n(x - r)} ${n(rim)}Z`,
      drawing.linear(
        [x - light * r, rim],
        [x + light * r, foot],
        [
          [0, mix(colour, '#fff6e4', 0.55)],
          [0.5, colour],
          [1, mix(colour, '#2a1526', 0.55)],
        ],
      ),
    ),
  )
}

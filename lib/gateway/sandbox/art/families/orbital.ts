import 'server-only'
import { mix } from '../colour.ts'
import { circle, type Drawing, type Family, n, rect, type Scene, shape } from '../drawing.ts'
import { createNoise, type Random } from '../random.ts'

interface Globe {
  x: number
  y: number
  radius: number
  tilt: number
  colours: readonly string[]
  /** Index of the reference that covers it, or `null`. */
  picture: number | null
}

function surface(drawing: Drawing, { x, y, radius, tilt, colours, picture }: Globe, random: Random): string {
  if (picture !== null) {
    const side = radius * 2.02
    return drawing.picture(picture, { x: x - side / 2, y: y - side / 2, width: side, height: side })
  }
  const count = 13
  const bands: string[] = [circle(x, y, radius, colours[0] ?? '#fff')]
  for (let i = 0; i < count; i++) {
    const noise = createNoise(random.fork(`band${i}${n(x)}`), 3)
    const top = y - radius + ((i + random.range(-0.3, 0.3)) / count) * radius * 2
    const thick = (radius * 2 * random.range(0.5, 1.3)) / count
    const edge = (base: number, phase: number) =>
      Array.from({ length: 25 }, (_, k) => {
        const px = x - radius * 1.1 + (k / 24) * radius * 2.2
        return `${n(px)} ${n(base + noise(phase + k * 0.22) * radius * 0.045)}`
      })
    const lower = edge(top + thick, 40).reverse()
    bands.push(
      `<path transform="rotate(${n(tilt)} ${n(x)} ${n(y)})" d="M${edge(top, 0).join('L')}L${lower.join('L')}Z" fill="${colours[(i * 2 + 1) % colours.length] ?? '#fff'}" fill-opacity="${n(random.range(0.35, 0.85))}"/>`,
    )
  }
  return bands.join('')
}

function globe(
  drawing: Drawing,
  body: Globe,
  sun: readonly [number, number],
  night: string,
  glow: string,
  random: Random,
): void {
  const { x, y, radius } = body
  const away = Math.atan2(y - sun[1], x - sun[0])
  drawing.soft(
    circle(
      x,
      y,
      radius * 1.5,
      drawing.radial([x, y], radius * 1.5, [
        [0.6, glow, 0.42],
        [0.74, glow, 0.14],
        [1, glow, 0],
      ]),
    ),
  )
  drawing.crisp(
    drawing.clip(circle(x, y, radius, '#000'), surface(drawing, body, random)),
    circle(
      x,
      y,
      radius + 0.6,
      drawing.radial(
        [x - Math.cos(away) * radius * 0.55, y - Math.sin(away) * radius * 0.55],
        radius * 1.62,
        [
          [0, '#fffaf0', 0.34],
          [0.28, '#fffaf0', 0.02],
          [0.55, night, 0.3],
          [0.8, night, 0.84],
          [1, night, 0.97],
        ],
      ),
    ),
    circle(
      x,
      y,
      radius,
      drawing.radial([x, y], radius, [
        [0.9, glow, 0],
        [1, glow, 0.34],
      ]),
    ),
  )
}

/** Half of a ring system: the far half goes behind the planet, the near one in front. */
function rings(
  drawing: Drawing,
  { x, y, radius, tilt }: Globe,
  near: boolean,
  colours: readonly string[],
): void {
  const flat = 0.22
  const arcs = [1.36, 1.46, 1.53, 1.64, 1.76, 1.82].map((at, index) => {
    const rx = radius * at
    const sweep = near ? 0 : 1
    return `<path transform="rotate(${n(tilt)} ${n(x)} ${n(y)})" d="M${n(x - rx)} ${n(y)}A${n(rx)} ${n(rx * flat)} 0 0 ${sweep} ${n(x + rx)} ${n(y)}" fill="none" stroke="${colours[index % colours.length] ?? '#fff'}" stroke-opacity="${n(0.85 - index * 0.09)}" stroke-width="${n(radius * (index % 2 ? 0.028 : 0.064))}"/>`
  })
  drawing.crisp(...arcs)
}

function starfield(scene: Scene, random: Random): string {
  const { width, height, palette } = scene
  return Array.from({ length: 260 }, (_, index) => {
    const big = index % 37 === 0
    const x = random.range(0, width)
    const y = random.range(0, height)
    if (!big) return circle(x, y, random.range(0.35, 1.15), '#fffaf0', random.range(0.15, 0.85))
    const arm = random.range(5, 11)
    return shape(
      `M${n(x)} ${n(y - arm)}Q${n(x)} ${n(y)} ${n(x + arm)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y + arm)}Q${n(x)} ${n(y)} ${n(x - arm)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y - arm)}Z`,
      mix('#fffaf0', palette.accents[0], 0.5),
      0.9,
    )
  }).join('')
}

/** Lit globes, rings and moons on their orbits. */
export const orbital: Family = (scene, drawing) => {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('orbital')
  const [pale, light, soft, mid, deep, darkest] = palette.ramp
  const night = mix(darkest, '#05040c', 0.45)
  const glow = palette.accents[0]
  const small = Math.min(width, height)
  const flip = random.chance(0.5) ? 1 : -1
  const cx = width / 2 + flip * width * random.range(0.02, 0.12)
  const cy = height * random.range(0.42, 0.5)
  const sun: [number, number] = [cx - flip * width * 0.5, cy - height * 0.5]
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [0, 0],
        [width * 0.4, height],
        [
          [0, mix(darkest, deep, 0.35)],
          [0.5, night],
          [1, mix(darkest, deep, 0.6)],
        ],
      ),
    ),
    drawing.blur(
      60,
      ...Array.from({ length: 7 }, (_, index) => {
        const along = index / 6
        const x = width * (flip === 1 ? along : 1 - along)
        const y = height * (0.9 - along * 0.8) + random.range(-60, 60)
        return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(random.range(90, 200))}" ry="${n(random.range(40, 90))}" fill="${[mid, deep, palette.accents[1], soft][index % 4]}" fill-opacity="${n(random.range(0.18, 0.42))}"/>`
      }),
    ),
  )
  drawing.crisp(starfield(scene, random.fork('stars')))

  const radius = small * random.range(0.22, 0.27)
  const tilt = flip * random.range(-28, -12)
  const main: Globe = {
    x: cx,
    y: cy,
    radius,
    tilt,
    colours: [soft, light, palette.accents[1], pale, mid, palette.accents[2]],
    picture: pictures.length > 0 ? 0 : null,
  }
  const orbits = Array.from({ length: 3 }, (_, index) => {
    const rx = radius * (2.25 + index * 0.75)
    return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(rx * 0.22)}" transform="rotate(${n(tilt)} ${n(cx)} ${n(cy)})" fill="none" stroke="${light}" stroke-opacity="${n(0.34 - index * 0.08)}" stroke-width="0.9"/>`
  })
  drawing.crisp(...orbits)

  const moons = Array.from(
    { length: Math.max(3, Math.min(7, pictures.length - 1)) },
    (_, index): Globe & { depth: number } => {
      const rx = radius * (2.25 + (index % 3) * 0.75)
      const start = flip === 1 ? 2.55 : 0.45
      const turn = start + index * 2.2 + random.range(-0.35, 0.35)
      const ox = Math.cos(turn) * rx
      const oy = Math.sin(turn) * rx * 0.22
      const angle = (tilt * Math.PI) / 180
      const depth = Math.sin(turn)
      const size = pictures.length > 1 ? random.range(0.26, 0.4) : random.range(0.07, 0.2)
      const r = radius * size * (1 + depth * 0.2)
      return {
        x: Math.min(width - r * 0.6, Math.max(r * 0.6, cx + ox * Math.cos(angle) - oy * Math.sin(angle))),
        y: Math.min(height * 0.84, Math.max(r * 0.6, cy + ox * Math.sin(angle) + oy * Math.cos(angle))),
        radius: r,
        tilt: tilt + random.range(-20, 20),
        colours: random.shuffle([light, palette.accents[0], palette.accents[2], soft, pale]),
        picture: pictures.length > 1 ? index + 1 : null,
        depth,
      }
    },
  )
  const ringed = random.chance(0.7)
  const ringColours = [mix(pale, glow, 0.4), soft, palette.accents[2]]
  for (const moon of moons.filter(({ depth }) => depth < 0)) globe(drawing, moon, sun, night, glow, random)
  if (ringed) rings(drawing, main, false, ringColours)
  globe(drawing, main, sun, night, mix(glow, soft, 0.4), random)
  if (ringed) rings(drawing, main, true, ringColours)
  for (const moon of moons.filter(({ depth }) => depth >= 0)) globe(drawing, moon, sun, night, glow, random)
}

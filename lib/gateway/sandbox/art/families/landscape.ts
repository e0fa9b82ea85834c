import 'server-only'
import { lighten, mix } from '../colour.ts'
import { circle, type Drawing, ellipse, type Family, n, path, rect, type Scene, shape } from '../drawing.ts'
import { createNoise } from '../random.ts'

type Point = readonly [number, number]
type Terrain = 'peaks' | 'dunes' | 'hills'

function terrainOf({ motifs, random }: Scene): Terrain {
  if (motifs.has('peaks')) return 'peaks'
  if (motifs.has('dunes')) return 'dunes'
  if (motifs.has('trees')) return 'hills'
  return random.pick(['peaks', 'dunes', 'hills'])
}

/** The upper edge of one ridge, from left to right. */
function ridge(scene: Scene, terrain: Terrain, name: string, base: number, rise: number): Point[] {
  const random = scene.random.fork(name)
  const noise = createNoise(random, terrain === 'dunes' ? 2 : terrain === 'hills' ? 4 : 6)
  const offset = random.range(0, 200)
  const frequency = terrain === 'dunes' ? 1 / 420 : terrain === 'hills' ? 1 / 300 : 1 / 260
  const points: Point[] = []
  for (let x = -10; x <= scene.width + 10; x += terrain === 'peaks' ? 3 : 5) {
    const at = noise(offset + x * frequency)
    // Folding the noise at zero makes creases: sharp summits instead of round ones.
    const height = terrain === 'peaks' ? 1 - Math.abs(at) * 2.1 : at
    points.push([x, base - height * rise])
  }
  return points
}

/** Small pines standing along a ridge. */
function pines(scene: Scene, edge: readonly Point[], height: number): string {
  const random = scene.random.fork(`pines${height}`)
  const trees: string[] = []
  for (let i = 2; i < edge.length; i += random.int(1, 3)) {
    const point = edge[i]
    if (point === undefined || random.chance(0.18)) continue
    const [x, y] = point
    const tall = height * random.range(0.45, 1.15)
    const wide = tall * random.range(0.17, 0.24)
    const tiers = [0, 0.3, 0.56].map((from, index) => {
      const reach = wide * (0.5 + index * 0.28)
      const top = y - tall + tall * from * 0.9
      const foot = y - tall + tall * (from + 0.44)
      return `M${n(x)} ${n(top)}L${n(x + reach)} ${n(foot)}L${n(x - reach)} ${n(foot)}Z`
    })
    trees.push(
      `${tiers.join('')}M${n(x - tall * 0.02)} ${n(y - tall * 0.15)}h${n(tall * 0.04)}v${n(tall * 0.25)}h${n(-tall * 0.04)}Z`,
    )
  }
  return trees.join('')
}

function birds(scene: Scene, colour: string): string {
  const random = scene.random.fork('birds')
  const x = scene.width * random.range(0.2, 0.7)
  const y = scene.height * random.range(0.16, 0.3)
  return Array.from({ length: random.int(3, 6) }, (_, index) => {
    const span = random.range(5, 9)
    const bx = x + index * random.range(14, 26)
    const by = y + random.range(-14, 14)
    return `<path d="M${n(bx - span)} ${n(by - span * 0.35)}Q${n(bx - span * 0.4)} ${n(by - span * 0.6)} ${n(bx)} ${n(by)}Q${n(bx + span * 0.4)} ${n(by - span * 0.6)} ${n(bx + span)} ${n(by - span * 0.3)}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linecap="round" stroke-opacity="0.75"/>`
  }).join('')
}

function stars(scene: Scene, horizon: number): string {
  const random = scene.random.fork('stars')
  return Array.from({ length: 130 }, () =>
    circle(
      random.range(0, scene.width),
      random.next() ** 1.4 * horizon,
      random.range(0.4, 1.3),
      '#fffaf0',
      random.range(0.25, 0.95),
    ),
  ).join('')
}

/** Water from the horizon down, with the sun's path on it. */
function sea(scene: Scene, drawing: Drawing, horizon: number, sunX: number, glow: string): void {
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
  drawing.soft(
    drawing.blur(
      26,
      ellipse(sunX, horizon + (height - horizon) * 0.3, width * 0.07, (height - horizon) * 0.42, glow, 0.55),
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

/** Layers of land in clear air, a low sun or a moon, mist between the ridges. */
export const landscape: Family = (scene, drawing) => {
  const { width, height, palette, pictures, motifs } = scene
  const random = scene.random.fork('landscape')
  const [pale, light, soft, mid, deep, darkest] = palette.ramp
  const night = palette.dark
  const terrain = terrainOf(scene)
  const withSea = motifs.has('sea')
  const horizon = height * (withSea ? random.range(0.5, 0.6) : random.range(0.44, 0.56))
  const sunRadius = Math.min(width, height) * (pictures.length > 0 ? 0.2 : random.range(0.075, 0.13))
  const sunX = width * (random.chance(0.5) ? random.range(0.2, 0.4) : random.range(0.6, 0.8))
  const sunY = Math.max(sunRadius * 1.25, horizon - sunRadius * random.range(0.7, 2.1))
  const glow = palette.accents[0]

  const sky: [number, string][] = night
    ? [
        [0, darkest],
        [0.5, deep],
        [0.82, mid],
        [1, soft],
      ]
    : [
        [0, mix(soft, mid, 0.35)],
        [0.4, soft],
        [0.72, light],
        [1, pale],
      ]
  drawing.soft(
    rect(0, 0, width, height, drawing.linear([0, 0], [0, horizon * 1.1], sky)),
    circle(
      sunX,
      sunY,
      sunRadius * 6.5,
      drawing.radial([sunX, sunY], sunRadius * 6.5, [
        [0, glow, 0.85],
        [0.22, glow, 0.42],
        [0.55, glow, 0.12],
        [1, glow, 0],
      ]),
    ),
    // Long thin clouds, lit from below.
    ...Array.from({ length: random.int(4, 8) }, () => {
      const y = random.range(0.08, 0.85) * horizon
      return drawing.blur(
        9,
        ellipse(
          random.range(0, width),
          y,
          random.range(90, 330),
          random.range(3, 11),
          mix(pale, glow, 0.5),
          night ? 0.14 : 0.5,
        ),
      )
    }),
  )
  if (night) drawing.crisp(stars(scene, horizon))

  if (pictures.length > 0) {
    const disc = circle(sunX, sunY, sunRadius, '#000')
    const box = { x: sunX - sunRadius, y: sunY - sunRadius, width: sunRadius * 2, height: sunRadius * 2 }
    drawing.crisp(circle(sunX, sunY, sunRadius + 5, pale, 0.9), drawing.clip(disc, drawing.picture(0, box)))
  } else {
    drawing.crisp(
      circle(
        sunX,
        sunY,
        sunRadius,
        drawing.linear(
          [sunX, sunY - sunRadius],
          [sunX, sunY + sunRadius],
          [
            [0, mix(glow, '#ffffff', 0.6)],
            [1, mix(glow, palette.accents[1], night ? 0.1 : 0.3)],
          ],
        ),
      ),
    )
  }
  if (!night) drawing.crisp(birds(scene, deep))

  const far = mix(night ? mid : light, soft, 0.5)
  if (withSea) {
    for (let i = 0; i < 2; i++) {
      const edge = ridge(scene, 'peaks', `island${i}`, horizon + 12, height * (0.1 - i * 0.03))
      const fill = mix(far, mid, 0.3 + i * 0.4)
      const land = path([...edge, [width + 10, horizon + 1], [-10, horizon + 1]])
      drawing.crisp(
        shape(
          land,
          drawing.linear(
            [0, horizon - height * 0.1],
            [0, horizon],
            [
              [0, fill],
              [1, mix(fill, pale, 0.45)],
            ],
          ),
        ),
      )
    }
    sea(scene, drawing, horizon, sunX, glow)
    if (pictures.length > 0) setPicturesOnWater(scene, drawing, horizon)
    return
  }

  const count = random.int(5, 7)
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1)
    const base = horizon + (height - horizon) * t ** 1.25 * 0.95 + height * 0.02
    const rise = height * (terrain === 'dunes' ? 0.07 + t * 0.04 : 0.17 - t * 0.07)
    const edge = ridge(scene, terrain, `ridge${i}`, base, rise)
    const body = mix(mix(far, mid, Math.min(1, t * 2)), darkest, Math.max(0, t - 0.3) * 1.25)
    const lit = mix(body, glow, 0.32 * (1 - t) + 0.1)
    const outline = path([...edge, [width + 10, height + 10], [-10, height + 10]])
    const top = Math.min(...edge.map(([, y]) => y))
    if (pictures.length > 1 && i > 0) {
      const box = { x: 0, y: top, width, height: Math.max(height - top, 1) }
      drawing.crisp(drawing.clip(shape(outline, '#000'), drawing.picture(i, box)))
      drawing.crisp(
        shape(
          outline,
          drawing.linear(
            [0, top],
            [0, top + height * 0.34],
            [
              [0, lit, 0.32],
              [0.6, body, 0.6],
              [1, body, 0.92],
            ],
          ),
        ),
      )
    } else {
      drawing.crisp(
        shape(
          outline,
          drawing.linear(
            [0, top],
            [0, top + height * 0.3],
            [
              [0, lit],
              [0.45, body],
              [1, mix(body, t > 0.75 ? darkest : pale, 0.24)],
            ],
          ),
        ),
      )
    }
    if (terrain === 'dunes') duneShade(scene, drawing, edge, body, sunX)
    if (terrain === 'peaks' && i < 3 && pictures.length < 2)
      drawing.crisp(sunlitFaces(edge, rise, sunX, lighten(lit, 0.05)))
    if (terrain === 'hills' && i >= 2) drawing.crisp(shape(pines(scene, edge, 10 + t * t * 62), body))
    if (t < 0.8) {
      // Mist that settles in front of each ridge.
      const y = base + height * 0.05
      drawing.soft(
        drawing.blur(
          16,
          ellipse(
            width * random.range(0.1, 0.9),
            y,
            width * random.range(0.3, 0.6),
            height * 0.032,
            night ? soft : pale,
            night ? 0.22 : 0.5,
          ),
        ),
      )
    }
  }
}

/** The side of a dune that is turned away from the sun. */
function duneShade(scene: Scene, drawing: Drawing, edge: readonly Point[], body: string, sunX: number): void {
  const crests = edge.filter(([, y], i) => {
    const before = edge[i - 12]?.[1]
    const after = edge[i + 12]?.[1]
    return (
      before !== undefined &&
      after !== undefined &&
      y < before &&
      y <= after &&
      y <= (edge[i - 1]?.[1] ?? y) &&
      y < (edge[i + 1]?.[1] ?? y)
    )
  })
  for (const [x, y] of crests) {
    const away = x > sunX ? 1 : -1
    const side = edge.filter(([px]) => (px - x) * away >= 0 && (px - x) * away < 260)
    if (away < 0) side.reverse()
    const last = side.at(-1)
    if (last === undefined) continue
    const drop = scene.height * 0.2
    const lower = `Q${n(x + away * 60)} ${n(y + drop * 0.4)} ${n(x - away * 24)} ${n(y + drop)}Q${n(x + away * 16)} ${n(y + drop * 0.4)} ${n(x)} ${n(y)}Z`
    drawing.crisp(
      shape(
        `${path(side, false)}${lower}`,
        drawing.linear(
          [x, y],
          [x + away * 200, y + drop],
          [
            [0, mix(body, scene.palette.ramp[5], 0.5), 0.75],
            [1, body, 0],
          ],
        ),
      ),
    )
  }
}

/** Bright faces below the summits, on the side of the sun. */
function sunlitFaces(edge: readonly Point[], rise: number, sunX: number, colour: string): string {
  const faces: string[] = []
  edge.forEach(([x, y], i) => {
    const isSummit = [-9, -5, -2, 2, 5, 9].every((d) => (edge[i + d]?.[1] ?? Number.POSITIVE_INFINITY) > y)
    if (!isSummit) return
    const towards = x < sunX ? 1 : -1
    const slope = edge.filter(([px]) => (px - x) * towards >= 0 && (px - x) * towards < rise * 0.75)
    if (towards < 0) slope.reverse()
    const end = slope.at(-1)
    if (end === undefined) return
    const foot = `L${n(x + towards * rise * 0.2)} ${n(y + rise * 0.5)}L${n(x + towards * rise * 0.12)} ${n(y + rise * 0.34)}L${n(x - towards * rise * 0.02)} ${n(y + rise * 0.42)}L${n(x)} ${n(y)}Z`
    faces.push(shape(`${path(slope, false)}${foot}`, colour, 0.5))
  })
  return faces.join('')
}

/** References float on the water as sails: tall slivers of the pictures, mirrored below. */
function setPicturesOnWater(
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

import 'server-only'
import { mix } from '../colour.ts'
import { circle, type Family, n, path, rect, type Scene, shape } from '../drawing.ts'
import { sea, setPicturesOnWater } from './sea.ts'
import { duneShade, pines, ridge, terraceSteps, terrainOf } from './terrain.ts'

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

/** A red kite far above, its string running off to somebody out of sight. */
function kite(scene: Scene, sunX: number): string {
  const { width, height } = scene
  const x = sunX > width / 2 ? width * 0.3 : width * 0.7
  const y = height * 0.2
  const size = Math.min(width, height) * 0.05
  return [
    `<path d="M${n(x)} ${n(y)}Q${n(x + size * 2)} ${n(y + size * 5)} ${n(x + size * 0.6)} ${n(height * 0.74)}" fill="none" stroke="#fff6e4" stroke-opacity="0.6" stroke-width="0.9"/>`,
    `<path d="M${n(x - size * 0.28)} ${n(y + size * 0.86)}c${n(-size * 0.5)} ${n(size * 0.6)} ${n(size * 0.4)} ${n(size)} ${n(-size * 0.2)} ${n(size * 1.7)}s${n(size * 0.3)} ${n(size)} ${n(-size * 0.3)} ${n(size * 1.5)}" fill="none" stroke="#c8322b" stroke-width="2" stroke-linecap="round"/>`,
    `<g transform="translate(${n(x)} ${n(y)}) rotate(16)">`,
    shape(`M0 ${n(-size)}L${n(size * 0.72)} ${n(-size * 0.2)}L0 ${n(size)}Z`, '#b3261f'),
    shape(`M0 ${n(-size)}L${n(-size * 0.72)} ${n(-size * 0.2)}L0 ${n(size)}Z`, '#e2402f'),
    shape(`M0 ${n(-size)}L${n(size * 0.72)} ${n(-size * 0.2)}L0 ${n(-size * 0.2)}Z`, '#f0604a'),
    '</g>',
  ].join('')
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
      return drawing.haze(
        random.range(0, width),
        y,
        random.range(130, 420),
        random.range(10, 26),
        mix(pale, glow, 0.5),
        night ? 0.2 : 0.7,
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
  if (motifs.has('kite')) drawing.crisp(kite(scene, sunX))
  else if (!night) drawing.crisp(birds(scene, deep))

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
    if (terrain === 'terraces' && i >= 2 && pictures.length < 2) terraceSteps(scene, drawing, edge, body)
    if (terrain === 'hills' && i >= 2) drawing.crisp(shape(pines(scene, edge, 10 + t * t * 62), body))
    if (t < 0.8) {
      // Mist that settles in front of each ridge.
      const y = base + height * 0.05
      drawing.crisp(
        drawing.haze(
          width * random.range(0.1, 0.9),
          y,
          width * random.range(0.45, 0.8),
          height * 0.085,
          night ? soft : pale,
          night ? 0.3 : 0.72,
        ),
      )
    }
  }
}

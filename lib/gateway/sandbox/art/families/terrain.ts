import 'server-only'
import { mix } from '../colour.ts'
import { type Drawing, n, path, type Scene, shape } from '../drawing.ts'
import { createNoise } from '../random.ts'

export type Point = readonly [number, number]
export type Terrain = 'peaks' | 'dunes' | 'hills' | 'terraces'

const OCTAVES = { peaks: 5, dunes: 2, hills: 4, terraces: 3 } as const
/** Distance between one hill and the next, in drawing units. */
const WAVE = { peaks: 260, dunes: 420, hills: 300, terraces: 360 } as const

export function terrainOf({ motifs, random }: Scene): Terrain {
  if (motifs.has('terraces')) return 'terraces'
  if (motifs.has('peaks')) return 'peaks'
  if (motifs.has('dunes')) return 'dunes'
  if (motifs.has('trees')) return 'hills'
  return random.pick(['peaks', 'dunes', 'hills'])
}

/** The upper edge of one ridge, from left to right. */
export function ridge(scene: Scene, terrain: Terrain, name: string, base: number, rise: number): Point[] {
  const random = scene.random.fork(name)
  const noise = createNoise(random, OCTAVES[terrain])
  const offset = random.range(0, 200)
  const frequency = 1 / WAVE[terrain]
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
export function pines(scene: Scene, edge: readonly Point[], height: number): string {
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

/** The side of a dune that is turned away from the sun. */
export function duneShade(
  scene: Scene,
  drawing: Drawing,
  edge: readonly Point[],
  body: string,
  sunX: number,
): void {
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
    // The crest winds down from the summit, first towards the sun, then away from it.
    const lower = `L${n(last[0])} ${n(y + drop)}L${n(x + away * 120)} ${n(y + drop)}C${n(x + away * 20)} ${n(y + drop * 0.8)} ${n(x + away * 150)} ${n(y + drop * 0.5)} ${n(x + away * 40)} ${n(y + drop * 0.3)}C${n(x - away * 60)} ${n(y + drop * 0.14)} ${n(x - away * 14)} ${n(y + drop * 0.04)} ${n(x)} ${n(y)}Z`
    drawing.crisp(
      shape(
        `${path(side, false)}${lower}`,
        drawing.linear(
          [x, y],
          [x + away * 250, y + drop * 0.5],
          [
            [0, mix(body, scene.palette.ramp[5], 0.42), 0.62],
            [1, body, 0],
          ],
        ),
      ),
    )
  }
}

/** Fields in steps that follow the slope: each a strip of green or standing water with a bright rim. */
export function terraceSteps(scene: Scene, drawing: Drawing, edge: readonly Point[], body: string): void {
  const { height, palette } = scene
  const random = scene.random.fork(`terraces${n(edge[0]?.[1] ?? 0)}`)
  const mean = edge.reduce((sum, [, y]) => sum + y, 0) / edge.length
  const count = 9
  for (let k = 1; k <= count; k++) {
    // Lower steps are wider and flatter than those near the ridge.
    const drop = height * 0.012 * k ** 1.32
    const flat = Math.min(0.8, k * 0.07)
    const noise = createNoise(random.fork(`step${k}`), 2)
    const line = (more: number) =>
      edge.map(([x, y]): Point => [x, y + (mean - y) * flat + drop + more + noise(x / 160) * height * 0.006])
    const thick = height * (0.006 + k * 0.0016)
    const water = random.chance(0.4)
    const tone = water
      ? mix(palette.accents[0], palette.ramp[1], 0.4)
      : mix(body, k % 2 ? palette.ramp[5] : palette.ramp[2], 0.2)
    drawing.crisp(
      shape(path([...line(0), ...line(thick).toReversed()]), tone, water ? 0.62 : 0.7),
      shape(path([...line(-1.1), ...line(0.4).toReversed()]), mix(body, palette.ramp[0], 0.5), 0.6),
    )
  }
}

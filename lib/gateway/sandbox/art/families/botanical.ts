import 'server-only'
import { lightness, mix } from '../colour.ts'
import { type Box, circle, type Drawing, type Family, n, path, rect, type Scene } from '../drawing.ts'
import type { Random } from '../random.ts'

interface Cutting {
  /** Path data around its own origin, where it grows from, growing upwards. */
  d: string
  x: number
  y: number
  turn: number
  colour: string
  picture: number | null
  size: number
}

/** A frond of round lobes, as cut with scissors from painted paper. */
function frond(size: number, random: Random): string {
  const lobes = random.int(4, 6)
  const bend = random.range(-0.14, 0.14) * size
  const spine = (t: number) => [bend * Math.sin(t * Math.PI), -t * size] as const
  const parts: string[] = []
  for (let i = 0; i <= lobes; i++) {
    const t = 0.1 + (i / lobes) * 0.76
    const [x, y] = spine(t)
    const long = size * (0.36 - Math.abs(t - 0.42) * 0.3)
    for (const side of i === lobes ? [0] : [-1, 1]) {
      const angle = side * (64 - t * 26)
      const radians = (angle * Math.PI) / 180
      const tip = [x + Math.sin(radians) * long, y - Math.cos(radians) * long] as const
      const thick = size * 0.062
      const px = Math.cos(radians) * thick
      const py = Math.sin(radians) * thick
      // Wide at the tip, narrow at the neck.
      parts.push(
        `M${n(x - px * 0.6)} ${n(y - py * 0.6 + 4)}Q${n((x + tip[0]) / 2 - px * 0.5)} ${n((y + tip[1]) / 2 - py * 0.5)} ${n(tip[0] - px)} ${n(tip[1] - py)}A${n(thick)} ${n(thick)} 0 0 1 ${n(tip[0] + px)} ${n(tip[1] + py)}Q${n((x + tip[0]) / 2 + px * 0.5)} ${n((y + tip[1]) / 2 + py * 0.5)} ${n(x + px * 0.6)} ${n(y + py * 0.6 + 4)}Z`,
      )
    }
  }
  const left = Array.from({ length: 13 }, (_, k) => {
    const [x, y] = spine((k / 12) * 0.9)
    return [x - size * (0.036 - (k / 12) * 0.016), y] as const
  })
  const right = left.map(([x, y]) => [x + size * 0.056, y] as const).toReversed()
  return parts.join('') + path([...left, ...right])
}

/** A pointed leaf with slits along its sides. */
function leaf(size: number, random: Random): string {
  const wide = size * random.range(0.24, 0.36)
  const slits = random.int(4, 6)
  const side = (sign: number) =>
    Array.from({ length: slits * 4 + 1 }, (_, k) => {
      const t = k / (slits * 4)
      const half = Math.sin(Math.PI * t ** 0.82) * wide
      const cut = k % 4 === 2 && t > 0.14 && t < 0.86 ? 0.34 : 1
      return [sign * half * cut, -t * size - (cut < 1 ? 0 : size * 0.02)] as const
    })
  return path([...side(1), ...side(-1).toReversed()])
}

function plainLeaf(size: number, random: Random): string {
  const w = size * random.range(0.18, 0.26)
  return `M0 0C${n(w)} ${n(-size * 0.25)} ${n(w * 1.1)} ${n(-size * 0.7)} 0 ${n(-size)}C${n(-w * 1.1)} ${n(-size * 0.7)} ${n(-w)} ${n(-size * 0.25)} 0 0Z`
}

function blossom(size: number, random: Random): string {
  const petals = random.int(6, 9)
  const r = size * 0.5
  return Array.from({ length: petals }, (_, k) => {
    const angle = (k / petals) * Math.PI * 2
    const spread = Math.PI / petals / 0.92
    const [a, b] = [angle - spread, angle + spread]
    const p = (at: number, k2: number) =>
      `${n(Math.sin(at) * r * k2)} ${n(-size / 2 - Math.cos(at) * r * k2)}`
    return `M0 ${n(-size / 2)}L${p(a, 0.62)}C${p(a, 1.1)} ${p(b, 1.1)} ${p(b, 0.62)}Z`
  }).join('')
}

function place(drawing: Drawing, cuttings: readonly Cutting[], shadow: string): void {
  const at = ({ x, y, turn }: Cutting, dx = 0, dy = 0) =>
    `translate(${n(x + dx)} ${n(y + dy)}) rotate(${n(turn)})`
  drawing.soft(
    drawing.blur(
      5,
      ...cuttings.map(
        (cutting) =>
          `<path transform="${at(cutting, 5, 8)}" d="${cutting.d}" fill="${shadow}" fill-opacity="0.42"/>`,
      ),
    ),
  )
  for (const cutting of cuttings) {
    const { d, colour, picture, size, x, y } = cutting
    if (picture === null) drawing.crisp(`<path transform="${at(cutting)}" d="${d}" fill="${colour}"/>`)
    else {
      const box: Box = { x: x - size, y: y - size, width: size * 2, height: size * 2 }
      drawing.crisp(
        drawing.clip(`<path transform="${at(cutting)}" d="${d}"/>`, drawing.picture(picture, box)),
      )
    }
  }
}

/** Irregular panels of colour that fill the picture. */
function panels({ width, height, palette }: Scene, random: Random): (Box & { colour: string })[] {
  const columns = Math.max(1, Math.round(width / random.range(300, 420)))
  const rows = Math.max(1, Math.round(height / random.range(320, 460)))
  const [pale, light, soft, mid, deep] = palette.ramp
  const colours = [
    pale,
    light,
    soft,
    mid,
    deep,
    palette.accents[0],
    palette.accents[2],
    mix(palette.accents[1], pale, 0.25),
  ]
  let before = ''
  const boxes: (Box & { colour: string })[] = []
  const edges = (count: number, length: number) =>
    Array.from({ length: count + 1 }, (_, k) =>
      k === 0 || k === count ? (k / count) * length : ((k + random.range(-0.16, 0.16)) / count) * length,
    )
  const xs = edges(columns, width)
  for (let c = 0; c < columns; c++) {
    const ys = edges(rows, height)
    for (let r = 0; r < rows; r++) {
      const colour = random.shuffle(colours).find((candidate) => candidate !== before) ?? pale
      before = colour
      const x = xs[c] ?? 0
      const y = ys[r] ?? 0
      boxes.push({ x, y, width: (xs[c + 1] ?? width) - x, height: (ys[r + 1] ?? height) - y, colour })
    }
  }
  return boxes
}

/** Plants cut from painted paper. */
export const botanical: Family = (scene, drawing) => {
  const { width, height, palette, motifs, pictures } = scene
  const random = scene.random.fork('botanical')
  const [pale, light, , mid, deep, darkest] = palette.ramp
  const [glow, lively, other] = palette.accents
  const boxes = panels(scene, random)
  boxes.forEach((box, index) => {
    drawing.crisp(rect(box.x, box.y, box.width + 0.6, box.height + 0.6, box.colour))
    if (pictures.length > 0 && index % 2 === 0) {
      const pane = rect(box.x, box.y, box.width + 0.6, box.height + 0.6, '#000')
      drawing.crisp(drawing.clip(pane, drawing.picture(index / 2, box)))
    }
  })
  const small = Math.min(width, height)
  const sunX = width * random.range(0.25, 0.75)
  const sunY = height * random.range(0.2, 0.36)
  drawing.soft(drawing.blur(8, circle(sunX + 5, sunY + 8, small * 0.15, darkest, 0.35)))
  drawing.crisp(circle(sunX, sunY, small * 0.15, random.pick([lively, glow, other])))

  const paints = [deep, darkest, lively, pale, other, mid, light, glow]
  const contrast = (x: number, y: number): string => {
    const under =
      boxes.find((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)
        ?.colour ?? pale
    return (
      random.shuffle(paints).find((colour) => Math.abs(lightness(colour) - lightness(under)) > 0.24) ??
      darkest
    )
  }
  const flowers = motifs.has('flowers')
  const grow = (count: number, reach: readonly [number, number], from: 'bottom' | 'anywhere'): Cutting[] =>
    Array.from({ length: count }, (_, index) => {
      const size = small * random.range(reach[0], reach[1])
      const x = width * ((index + random.range(0.15, 0.85)) / count)
      const y = from === 'bottom' ? height * random.range(0.86, 1.04) : height * random.range(0.34, 0.9)
      const kind = random.int(0, flowers && from === 'anywhere' ? 5 : 3)
      const d =
        kind >= 4
          ? blossom(size * 0.8, random)
          : kind === 3
            ? plainLeaf(size, random)
            : kind === 2
              ? leaf(size, random)
              : frond(size, random)
      const turn = random.range(-34, 34) + (from === 'anywhere' ? random.range(-30, 30) : 0)
      return {
        d,
        x,
        y,
        turn,
        size,
        colour: contrast(x, y - size / 2),
        picture: pictures.length > 0 && index % 2 === 1 ? index : null,
      }
    })
  const across = Math.max(2, Math.round(width / 210))
  place(drawing, grow(across, [0.5, 0.75], 'bottom'), darkest)
  place(drawing, grow(across + 2, [0.24, 0.4], 'anywhere'), darkest)
  if (flowers) {
    const blooms = Array.from({ length: across + 1 }, (_, index): Cutting => {
      const size = small * random.range(0.2, 0.3)
      const x = width * ((index + random.range(0.2, 0.8)) / (across + 1))
      const y = height * random.range(0.3, 0.76)
      return {
        d: blossom(size, random),
        x,
        y,
        turn: random.range(-20, 20),
        size,
        colour: random.pick([lively, glow, other, mix(lively, pale, 0.4)]),
        picture: null,
      }
    })
    place(drawing, blooms, darkest)
    for (const { x, y, size, turn } of blooms) {
      const radians = (turn * Math.PI) / 180
      drawing.crisp(
        circle(
          x + Math.sin(radians) * size * 0.5,
          y - Math.cos(radians) * size * 0.5,
          size * 0.12,
          random.pick([darkest, pale, glow]),
        ),
      )
    }
  }
  place(drawing, grow(Math.max(2, Math.round(across * 0.7)), [0.3, 0.46], 'bottom'), darkest)
}

import 'server-only'
import { lightness, mix } from '../colour.ts'
import { type Box, circle, type Drawing, type Family, n, rect, type Scene, shape } from '../drawing.ts'
import type { Random } from '../random.ts'
import { nightMarket } from './night-market.ts'

/** A quarter of a disc in one corner of a cell; corners go clockwise from the upper left. */
function quarter({ x, y, width: s }: Box, corner: number, reach = 1): string {
  const r = s * reach
  const cx = corner === 0 || corner === 3 ? x : x + s
  const cy = corner < 2 ? y : y + s
  const dx = cx === x ? r : -r
  const dy = cy === y ? r : -r
  const sweep = dx * dy > 0 ? 1 : 0
  return `M${n(cx)} ${n(cy)}H${n(cx + dx)}A${n(r)} ${n(r)} 0 0 ${sweep} ${n(cx)} ${n(cy + dy)}Z`
}

function half({ x, y, width: s }: Box, side: number): string {
  const r = s / 2
  const arc = (from: string, to: string) => `M${from}A${n(r)} ${n(r)} 0 0 1 ${to}Z`
  return (
    [
      arc(`${n(x)} ${n(y + r)}`, `${n(x + s)} ${n(y + r)}`),
      arc(`${n(x + r)} ${n(y)}`, `${n(x + r)} ${n(y + s)}`),
      arc(`${n(x + s)} ${n(y + r)}`, `${n(x)} ${n(y + r)}`),
      arc(`${n(x + r)} ${n(y + s)}`, `${n(x + r)} ${n(y)}`),
    ][side] ?? ''
  )
}

/** One cell: a ground and a figure. */
function tile(drawing: Drawing, box: Box, ground: string, colours: readonly string[], random: Random): void {
  const { x, y, width: s } = box
  const figures = colours.filter((colour) => Math.abs(lightness(colour) - lightness(ground)) > 0.16)
  const [first = '#111', second = first, third = second] = random.shuffle(figures)
  const corner = random.int(0, 3)
  const parts: string[] = [rect(x, y, s + 0.5, s + 0.5, ground)]
  switch (random.int(0, 9)) {
    case 0:
      parts.push(shape(quarter(box, corner), first))
      break
    case 1:
      parts.push(
        shape(quarter(box, corner), first),
        shape(quarter(box, corner, 0.66), second),
        shape(quarter(box, corner, 0.33), third),
      )
      break
    case 2:
      parts.push(shape(half(box, corner), first), circle(x + s / 2, y + s / 2, s * 0.16, second))
      break
    case 3:
      parts.push(circle(x + s / 2, y + s / 2, s * 0.5, first), circle(x + s / 2, y + s / 2, s * 0.24, second))
      break
    case 4:
      parts.push(...[0, 1, 2, 3].map((k) => rect(x, y + (k + 0.5) * (s / 4) - s / 16, s, s / 8, first)))
      break
    case 5:
      parts.push(
        ...[0, 1, 2, 3].flatMap((i) =>
          [0, 1, 2, 3].map((j) => circle(x + (i + 0.5) * (s / 4), y + (j + 0.5) * (s / 4), s * 0.06, first)),
        ),
      )
      break
    case 6:
      parts.push(
        shape(`M${n(x)} ${n(y + s)}L${n(x + s)} ${n(y)}V${n(y + s)}Z`, first),
        shape(`M${n(x)} ${n(y + s)}L${n(x + s / 2)} ${n(y + s / 2)}V${n(y + s)}Z`, second),
      )
      break
    case 7:
      parts.push(
        shape(
          `M${n(x)} ${n(y)}A${n(s)} ${n(s)} 0 0 1 ${n(x + s)} ${n(y + s)}A${n(s)} ${n(s)} 0 0 1 ${n(x)} ${n(y)}Z`,
          first,
        ),
      )
      break
    case 8:
      parts.push(shape(half(box, 0), first), shape(half({ ...box, y: y + s / 2 }, 0), second))
      break
    default:
      parts.push(shape(quarter(box, corner), first), shape(quarter(box, (corner + 2) % 4, 0.5), second))
  }
  drawing.crisp(drawing.clip(rect(x, y, s + 0.5, s + 0.5, '#000'), ...parts))
}

/** References in large cells, cut to the shapes of the grid. */
function pictureCell(
  drawing: Drawing,
  box: Box,
  index: number,
  ground: string,
  rim: string,
  random: Random,
): void {
  const { x, y, width: s } = box
  const cut = [
    circle(x + s / 2, y + s / 2, s * 0.47, '#000'),
    shape(quarter(box, random.int(0, 3)), '#000'),
    rect(x, y, s + 0.5, s + 0.5, '#000'),
    shape(
      `M${n(x)} ${n(y + s)}V${n(y + s / 2)}A${n(s / 2)} ${n(s / 2)} 0 0 1 ${n(x + s)} ${n(y + s / 2)}V${n(y + s)}Z`,
      '#000',
    ),
  ][(index + random.int(0, 1)) % 4]
  drawing.crisp(
    rect(x, y, s + 0.5, s + 0.5, ground),
    circle(x + s * 0.84, y + s * 0.16, s * 0.12, rim),
    drawing.clip(cut ?? '', drawing.picture(index, box)),
  )
}

function grid(scene: Scene, drawing: Drawing): void {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('poster')
  const colours = [...palette.ramp, ...palette.accents]
  const cells = Math.max(2, Math.round(Math.min(width, height) / random.range(170, 240)))
  const size = Math.min(width, height) / cells
  const columns = Math.ceil(width / size)
  const rows = Math.ceil(height / size)
  const left = (width - columns * size) / 2
  const taken = new Set<string>()
  const grounds = random.shuffle([
    palette.ramp[0],
    palette.ramp[1],
    palette.ramp[3],
    palette.ramp[4],
    palette.ramp[5],
    palette.accents[1],
    palette.accents[2],
    palette.ramp[2],
  ])

  // A few cells of double size give the eye a place to rest.
  const large = Math.max(pictures.length, Math.round((columns * rows) / 12))
  let placed = 0
  for (let attempt = 0; attempt < 200 && placed < large; attempt++) {
    const span = columns > 2 && rows > 2 ? 2 : 1
    const column = random.int(0, columns - span)
    const line = random.int(0, rows - span)
    const covered = Array.from(
      { length: span * span },
      (_, k) => `${column + (k % span)}/${line + Math.floor(k / span)}`,
    )
    if (covered.some((cell) => taken.has(cell))) continue
    for (const cell of covered) taken.add(cell)
    const box: Box = { x: left + column * size, y: line * size, width: size * span, height: size * span }
    const ground = grounds[placed % grounds.length] ?? palette.ramp[1]
    if (pictures.length > 0) pictureCell(drawing, box, placed, ground, palette.accents[1], random)
    else tile(drawing, box, ground, colours, random)
    placed++
  }
  for (let line = 0; line < rows; line++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(`${column}/${line}`)) continue
      const ground = grounds[random.int(0, grounds.length - 1)] ?? palette.ramp[1]
      tile(
        drawing,
        { x: left + column * size, y: line * size, width: size, height: size },
        ground,
        colours,
        random,
      )
    }
  }
}

/** A few large forms in balance: a disc, bars, a diagonal, rings. */
function forms(scene: Scene, drawing: Drawing): void {
  const { width, height, palette } = scene
  const random = scene.random.fork('forms')
  const [paper, sand, , , deep, ink] = palette.ramp
  const [, lively, other] = palette.accents
  const small = Math.min(width, height)
  const flip = random.chance(0.5)
  const across = (x: number) => (flip ? width - x * width : x * width)
  drawing.crisp(rect(0, 0, width, height, mix(paper, sand, 0.5)))
  const big = small * random.range(0.28, 0.34)
  const bx = across(0.6)
  const by = height * 0.4
  const angle = random.pick([-38, -30, 32, 40])
  const bars = [deep, palette.ramp[2], lively, ink].map((colour, index) => {
    const thick = (small * 0.09) / 2 ** index
    return rect(-width, by + small * (0.02 + index * 0.075), width * 3, thick, colour)
  })
  drawing.soft(drawing.blur(12, circle(bx + 8, by + 14, big, ink, 0.4)))
  drawing.crisp(
    `<g transform="rotate(${angle} ${n(bx)} ${n(by)})">${bars.join('')}</g>`,
    circle(bx, by, big, lively),
    shape(
      `M${n(bx)} ${n(by - big)}A${n(big)} ${n(big)} 0 0 1 ${n(bx)} ${n(by + big)}Z`,
      mix(lively, ink, 0.22),
    ),
    circle(bx - big * 0.2, by - big * 0.1, big * 0.46, mix(paper, sand, 0.3)),
    circle(bx - big * 0.2, by - big * 0.1, big * 0.2, ink),
  )
  const cx = across(0.24)
  const cy = height * 0.68
  const r = small * 0.16
  drawing.crisp(
    ...[1, 0.78, 0.56, 0.34].map((k, index) =>
      circle(cx, cy, r * k, [other, paper, other, lively][index] ?? ink),
    ),
    shape(
      `M${n(across(0.08))} ${n(height * 0.1)}L${n(across(0.3))} ${n(height * 0.1)}L${n(across(0.08))} ${n(height * 0.1 + small * 0.24)}Z`,
      palette.ramp[2],
    ),
    ...Array.from({ length: 30 }, (_, k) =>
      circle(
        across(0.72) + (k % 6) * small * 0.034,
        height * 0.76 + Math.floor(k / 6) * small * 0.034 - small * 0.02,
        small * 0.008,
        ink,
      ),
    ),
    `<circle cx="${n(across(0.3))}" cy="${n(height * 0.3)}" r="${n(small * 0.11)}" fill="none" stroke="${ink}" stroke-width="${n(small * 0.014)}"/>`,
  )
}

/** A geometric poster. */
export const poster: Family = (scene, drawing) => {
  if (scene.motifs.has('lanterns') && scene.pictures.length === 0) nightMarket(scene, drawing)
  else if (scene.pictures.length === 0 && scene.random.fork('manner').chance(0.35)) forms(scene, drawing)
  else grid(scene, drawing)
  const { width, height, palette } = scene
  // Ink is never quite even.
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [0, 0],
        [width, height],
        [
          [0, '#fff6e0', 0.16],
          [0.5, '#fff6e0', 0],
          [1, palette.ramp[5], 0.18],
        ],
      ),
    ),
  )
}

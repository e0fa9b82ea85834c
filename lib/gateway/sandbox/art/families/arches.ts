import 'server-only'
import { mix } from '../colour.ts'
import {
  type Box,
  circle,
  type Drawing,
  ellipse,
  type Family,
  n,
  rect,
  type Scene,
  shape,
} from '../drawing.ts'
import { createNoise, type Random } from '../random.ts'

const arch = ({ x, y, width, height }: Box): string => {
  const r = width / 2
  return `M${n(x)} ${n(y + height)}V${n(y + r)}A${n(r)} ${n(r)} 0 0 1 ${n(x + width)} ${n(y + r)}V${n(y + height)}Z`
}

/** What is seen through an arch: a sky, a low sun, far hills, water; or a reference. */
function view(scene: Scene, drawing: Drawing, box: Box, index: number, random: Random): string {
  const { palette, pictures } = scene
  if (pictures.length > 0) return drawing.picture(index, box)
  const [pale, light, soft, mid, deep] = palette.ramp
  const [glow, lively, other] = palette.accents
  const line = box.y + box.height * 0.66
  const sunX = box.x + box.width * random.range(0.35, 0.65)
  const sunY = line - box.width * random.range(0.16, 0.3)
  const noise = createNoise(random.fork(`view${index}`), 3)
  const hill = (base: number, rise: number, offset: number) =>
    `M${n(box.x)} ${n(box.y + box.height)}${Array.from({ length: 30 }, (_, k) => `L${n(box.x + (k / 29) * box.width)} ${n(base - (0.5 + noise(offset + k * 0.14)) * rise)}`).join('')}V${n(box.y + box.height)}Z`
  const sky = palette.dark ? [deep, mid, lively] : [mix(other, soft, 0.5), light, mix(glow, pale, 0.4)]
  return [
    rect(
      box.x,
      box.y,
      box.width,
      box.height,
      drawing.linear(
        [0, box.y],
        [0, line],
        [
          [0, sky[0] ?? soft],
          [0.6, sky[1] ?? light],
          [1, sky[2] ?? pale],
        ],
      ),
    ),
    circle(
      sunX,
      sunY,
      box.width * 0.15,
      drawing.linear(
        [0, sunY - box.width * 0.15],
        [0, sunY + box.width * 0.15],
        [
          [0, mix(glow, '#ffffff', 0.5)],
          [1, lively],
        ],
      ),
    ),
    shape(hill(line, box.height * 0.1, 0), mix(soft, mid, 0.6)),
    shape(hill(line + box.height * 0.07, box.height * 0.09, 9), mix(mid, deep, 0.5)),
    rect(
      box.x,
      line + box.height * 0.06,
      box.width,
      box.height * 0.3,
      drawing.linear(
        [0, line],
        [0, box.y + box.height],
        [
          [0, mix(other, pale, 0.4)],
          [1, mix(other, deep, 0.6)],
        ],
      ),
    ),
    ...Array.from({ length: 16 }, () => {
      const y = line + box.height * (0.08 + random.next() * 0.26)
      const long = random.range(10, 44)
      return ellipse(sunX + random.range(-0.24, 0.24) * box.width, y, long, 1, glow, random.range(0.35, 0.85))
    }),
  ].join('')
}

function stairs(scene: Scene, drawing: Drawing, ground: number, left: boolean, colour: string): void {
  const { width, height, palette } = scene
  const steps = 9
  const rise = (ground * 0.62) / steps
  const tread = (width * 0.34) / steps
  for (let i = 0; i < steps; i++) {
    const x0 = left ? 0 : width - (steps - i) * tread
    const x1 = left ? (steps - i) * tread : width
    const y = ground - (i + 1) * rise
    const face = mix(colour, palette.ramp[5], 0.1 + i * 0.012)
    drawing.crisp(
      rect(
        x0,
        y,
        x1 - x0,
        ground - y + 1,
        drawing.linear(
          [0, y],
          [0, ground],
          [
            [0, mix(face, '#fff6e4', 0.1)],
            [1, mix(face, palette.ramp[5], 0.16)],
          ],
        ),
      ),
      rect(x0, y, x1 - x0, Math.max(2.4, height * 0.004), mix(colour, '#fffaf0', 0.6)),
    )
  }
}

/** Walls, arches and steps in hard sunlight. */
export const arches: Family = (scene, drawing) => {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('arches')
  const [pale, light, soft, mid, deep, darkest] = palette.ramp
  const [glow, lively, other] = palette.accents
  const ground = height * random.range(0.74, 0.79)
  const wall = palette.dark ? mix(mid, lively, 0.3) : mix(soft, mid, random.range(0.1, 0.5))
  const left = random.chance(0.5)
  const lit = left ? width : 0
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [lit, 0],
        [width - lit, ground],
        [
          [0, mix(wall, '#fff2d8', 0.45)],
          [0.5, wall],
          [1, mix(wall, darkest, 0.28)],
        ],
      ),
    ),
    // A wall that stands outside the picture throws its edge across this one.
    drawing.blur(
      3,
      shape(
        `M${n(width - lit)} 0H${n(width - lit + (left ? 1 : -1) * width * 0.52)}L${n(width - lit + (left ? 1 : -1) * width * 0.1)} ${n(ground)}H${n(width - lit)}Z`,
        mix(wall, darkest, 0.55),
        0.4,
      ),
    ),
    rect(
      0,
      ground,
      width,
      height - ground,
      drawing.linear(
        [lit, ground],
        [width - lit, height],
        [
          [0, mix(light, pale, 0.5)],
          [0.6, mix(soft, light, 0.4)],
          [1, mix(mid, deep, 0.4)],
        ],
      ),
    ),
  )
  const withStairs = width > 520 && random.chance(0.7)
  const room = withStairs ? width * 0.66 : width
  const start = withStairs && left ? width * 0.34 : 0
  const count = Math.max(
    1,
    Math.min(
      pictures.length > 1 ? Math.min(5, pictures.length) : 3,
      Math.round(room / (pictures.length > 1 ? 230 : 330)),
    ),
  )
  const space = room / count
  const boxes = Array.from({ length: count }, (_, index): Box => {
    const wide = Math.min(space * 0.68, ground * 0.62)
    const tall = Math.min(ground * (0.8 - (index % 2) * 0.12), wide * 2.1)
    return { x: start + space * (index + 0.5) - wide / 2, y: ground - tall, width: wide, height: tall }
  })
  const depth = (left ? -1 : 1) * 0.13
  boxes.forEach((box, index) => {
    const inner: Box = {
      x: box.x + Math.max(0, -depth * -box.width),
      y: box.y,
      width: box.width,
      height: box.height,
    }
    // The thickness of the wall is seen on the side away from the light.
    drawing.crisp(
      shape(arch(box), mix(wall, left ? '#fff2d8' : darkest, left ? 0.35 : 0.5)),
      drawing.clip(
        shape(arch(box), '#000'),
        drawing.clip(
          shape(arch({ ...box, x: box.x + depth * box.width }), '#000'),
          view(scene, drawing, { ...inner, x: box.x }, index, random),
        ),
      ),
    )
  })
  if (withStairs) stairs(scene, drawing, ground, left, mix(wall, lively, 0.35))

  // Things on the floor, with long shadows.
  const toward = left ? -1 : 1
  const size = Math.min(width, height) * 0.075
  const ballX = start + room * random.range(0.2, 0.8)
  const ballY = ground + (height - ground) * 0.3
  drawing.soft(
    drawing.blur(
      6,
      `<ellipse cx="${n(ballX + toward * size * 2)}" cy="${n(ballY + size * 0.12)}" rx="${n(size * 2.5)}" ry="${n(size * 0.26)}" fill="${mix(deep, darkest, 0.6)}" fill-opacity="0.55"/>`,
      ...boxes.map((box) =>
        shape(
          `M${n(box.x)} ${n(ground)}H${n(box.x + box.width)}L${n(box.x + box.width + toward * box.width * 0.6)} ${n(height)}H${n(box.x + toward * box.width * 0.6)}Z`,
          mix(glow, '#fffaf0', 0.4),
          0.34,
        ),
      ),
    ),
  )
  drawing.crisp(
    circle(
      ballX,
      ballY - size * 0.85,
      size,
      drawing.radial(
        [ballX, ballY - size * 0.85],
        size * 1.15,
        [
          [0, mix(other, '#fff3d6', 0.6)],
          [0.4, other],
          [0.8, mix(other, darkest, 0.55)],
          [1, mix(other, darkest, 0.38)],
        ],
        [ballX - toward * size * 0.45, ballY - size * 1.35],
      ),
    ),
  )
}

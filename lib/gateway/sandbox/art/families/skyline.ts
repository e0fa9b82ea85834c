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
import type { Random } from '../random.ts'

/** The outline of one tower, its top in one of a few manners. */
function tower(box: Box, random: Random): string {
  const { x, y, width, height } = box
  const base = y + height
  const right = x + width
  const middle = x + width / 2
  const manner = random.int(0, 5)
  const top = [
    `V${n(y)}H${n(right)}`,
    `V${n(y + width * 0.3)}L${n(middle)} ${n(y)}L${n(right)} ${n(y + width * 0.3)}`,
    `V${n(y + 18)}H${n(x + width * 0.2)}V${n(y)}H${n(x + width * 0.8)}V${n(y + 18)}H${n(right)}`,
    `V${n(y + width * 0.34)}L${n(right)} ${n(y)}`,
    `V${n(y + width / 2)}A${n(width / 2)} ${n(width / 2)} 0 0 1 ${n(right)} ${n(y + width / 2)}`,
    `V${n(y + 26)}H${n(middle - 3)}V${n(y)}L${n(middle)} ${n(y - 40)}L${n(middle + 3)} ${n(y)}V${n(y + 26)}H${n(right)}`,
  ][manner]
  return `M${n(x)} ${n(base)}${top}V${n(base)}Z`
}

function row(
  width: number,
  ground: number,
  reach: readonly [number, number],
  wide: readonly [number, number],
  random: Random,
): Box[] {
  const boxes: Box[] = []
  for (let x = -20; x < width + 20; ) {
    const w = random.range(wide[0], wide[1])
    // Taller towards the middle, as cities are.
    const centre = 1 - Math.abs((x + w / 2) / width - 0.5) * 1.1
    const h = random.range(reach[0], reach[1]) * (0.55 + 0.6 * Math.max(0, centre))
    boxes.push({ x, y: ground - h, width: w, height: h })
    x += w + (random.chance(0.2) ? random.range(4, 22) : -1)
  }
  return boxes
}

function windows(box: Box, colours: readonly string[], random: Random): string {
  const parts = new Map<string, string>()
  const step = 9
  for (let y = box.y + 34; y < box.y + box.height - 8; y += step * 1.35) {
    const lively = random.range(0.1, 0.65)
    for (let x = box.x + 6; x < box.x + box.width - 8; x += step) {
      if (!random.chance(lively)) continue
      const colour = colours[random.int(0, colours.length - 1)] ?? '#fff'
      parts.set(colour, `${parts.get(colour) ?? ''}M${n(x)} ${n(y)}h4.2v6h-4.2Z`)
    }
  }
  return [...parts].map(([colour, d]) => shape(d, colour, 0.88)).join('')
}

function billboard(drawing: Drawing, box: Box, index: number): void {
  const side = Math.min(box.width * 0.84, 170)
  const board: Box = {
    x: box.x + (box.width - side) / 2,
    y: box.y + 40,
    width: side,
    height: Math.min(side * 1.25, box.height * 0.62),
  }
  const face = rect(board.x, board.y, board.width, board.height, '#000')
  drawing.crisp(
    rect(board.x - 4, board.y - 4, board.width + 8, board.height + 8, '#0b0a12'),
    drawing.clip(face, drawing.picture(index, board)),
  )
}

function lightsOnWater(scene: Scene, drawing: Drawing, ground: number, random: Random): void {
  const { width, height, palette } = scene
  const colours = [palette.accents[0], palette.accents[1], palette.accents[2], palette.ramp[1]]
  drawing.soft(
    drawing.blur(
      7,
      ...Array.from({ length: Math.round(width / 26) }, () => {
        const x = random.range(0, width)
        const long = random.range(0.25, 0.95) * (height - ground)
        return rect(
          x,
          ground + 2,
          random.range(3, 12),
          long,
          random.pick([colours[0] ?? '#fff', ...colours]),
        ).replace('/>', ` fill-opacity="${n(random.range(0.18, 0.6))}"/>`)
      }),
    ),
  )
  const ripples = Array.from({ length: 130 }, () => {
    const depth = random.next() ** 1.3
    const y = ground + 4 + depth * (height - ground)
    const long = 14 + depth * 90
    const x = random.range(-40, width)
    return shape(
      `M${n(x)} ${n(y)}q${n(long / 2)} ${n(-1 - depth * 2.4)} ${n(long)} 0q${n(-long / 2)} ${n(1 + depth * 2.4)} ${n(-long)} 0Z`,
      random.chance(0.45) ? palette.ramp[1] : palette.ramp[5],
      random.range(0.12, 0.34),
    )
  })
  drawing.crisp(...ripples)
}

/** A city over water after sunset. */
export const skyline: Family = (scene, drawing) => {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('skyline')
  const [pale, light, soft, mid, deep, darkest] = palette.ramp
  const [glow, lively, other] = palette.accents
  const ground = height * random.range(0.7, 0.76)
  const night = mix(darkest, '#08071a', palette.dark ? 0.2 : 0.35)
  const moonRadius = Math.min(width, height) * (pictures.length > 0 ? 0.15 : random.range(0.07, 0.12))
  const moonX = width * (random.chance(0.5) ? random.range(0.18, 0.36) : random.range(0.64, 0.82))
  const moonY = height * random.range(0.17, 0.28)

  const horizon = palette.dark ? mix(lively, glow, 0.35) : mix(palette.ramp[2], glow, 0.4)
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [0, 0],
        [0, ground],
        [
          [0, night],
          [0.38, palette.dark ? deep : mix(deep, mid, 0.35)],
          [0.7, mix(mid, lively, 0.32)],
          [1, horizon],
        ],
      ),
    ),
    circle(
      moonX,
      moonY,
      moonRadius * 5,
      drawing.radial([moonX, moonY], moonRadius * 5, [
        [0, glow, 0.6],
        [0.3, glow, 0.22],
        [1, glow, 0],
      ]),
    ),
    drawing.blur(
      14,
      ...Array.from({ length: 9 }, () =>
        ellipse(
          random.range(0, width),
          ground * random.range(0.25, 0.85),
          random.range(90, 260),
          random.range(4, 12),
          random.chance(0.5) ? light : lively,
          0.26,
        ),
      ),
    ),
  )
  drawing.crisp(
    ...Array.from({ length: 110 }, () =>
      circle(
        random.range(0, width),
        random.next() ** 1.5 * ground * 0.7,
        random.range(0.4, 1.2),
        '#fffaf0',
        random.range(0.2, 0.8),
      ),
    ),
  )
  const disc = circle(moonX, moonY, moonRadius, mix(glow, '#ffffff', 0.5))
  const moonBox = {
    x: moonX - moonRadius,
    y: moonY - moonRadius,
    width: moonRadius * 2,
    height: moonRadius * 2,
  }
  drawing.crisp(pictures.length > 0 ? drawing.clip(disc, drawing.picture(0, moonBox)) : disc)

  const layers = [
    { reach: [0.26, 0.5], wide: [36, 80], tone: mix(mid, horizon, 0.34), foot: mix(horizon, mid, 0.3) },
    { reach: [0.2, 0.44], wide: [44, 96], tone: mix(deep, mid, 0.4), foot: mix(mid, horizon, 0.4) },
    { reach: [0.1, 0.36], wide: [54, 120], tone: night, foot: mix(darkest, deep, 0.5) },
  ] as const
  layers.forEach(({ reach, wide, tone, foot }, index) => {
    const at = random.fork(`row${index}`)
    const boxes = row(
      width,
      ground,
      [reach[0] * height, reach[1] * height],
      pictures.length > 0 && index === 2 ? [120, 190] : wide,
      at,
    )
    for (const box of boxes) {
      drawing.crisp(
        shape(
          tower(box, at),
          drawing.linear(
            [0, box.y],
            [0, ground],
            [
              [0, tone],
              [1, mix(tone, foot, 0.75)],
            ],
          ),
        ),
      )
      if (index > 0) drawing.crisp(windows(box, [glow, glow, mix(glow, lively, 0.6), other], at))
    }
    if (index === 2 && pictures.length > 0) {
      const tall = boxes.filter((box) => box.height > 150)
      for (const [k, box] of tall.entries()) billboard(drawing, box, k + 1)
    }
    drawing.crisp(
      drawing.haze(width / 2, ground - 20, width * 0.75, 60, mix(horizon, pale, 0.3), 0.5 - index * 0.12),
    )
  })

  drawing.crisp(
    rect(
      0,
      ground,
      width,
      height - ground,
      drawing.linear(
        [0, ground],
        [0, height],
        [
          [0, mix(deep, horizon, 0.32)],
          [0.3, mix(darkest, deep, 0.6)],
          [1, night],
        ],
      ),
    ),
    rect(0, ground - 1.5, width, 3, night),
  )
  lightsOnWater(scene, drawing, ground, random.fork('water'))
  drawing.soft(
    drawing.blur(
      12,
      ellipse(moonX, (ground + height) / 2, moonRadius * 0.5, (height - ground) * 0.45, soft, 0.4),
    ),
  )
}

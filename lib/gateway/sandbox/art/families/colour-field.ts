import 'server-only'
import { mix } from '../colour.ts'
import { type Box, circle, type Drawing, type Family, n, rect, type Scene } from '../drawing.ts'
import type { Random } from '../random.ts'

const rounded = (box: Box, radius: number, fill: string, opacity = 1) =>
  `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${n(radius)}" fill="${fill}" fill-opacity="${n(opacity)}"/>`

/** Breathing rectangles, one above the other, after the painters of the fifties. */
function blocks(scene: Scene, drawing: Drawing, colours: readonly string[], random: Random): void {
  const { width, height } = scene
  const count = random.int(2, 3)
  const inset = Math.min(width, height) * 0.09
  const usable = height * 0.86 - inset * 1.2
  const weights = Array.from({ length: count }, () => random.range(0.6, 1.6))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let y = inset
  weights.forEach((weight, index) => {
    const tall = (weight / total) * usable
    const box: Box = { x: inset, y, width: width - inset * 2, height: tall - 16 }
    const colour = colours[index % colours.length] ?? '#fff'
    drawing.soft(
      drawing.blur(
        9,
        rounded(
          box,
          10,
          drawing.linear(
            [0, box.y],
            [width * 0.3, box.y + tall],
            [
              [0, mix(colour, '#fff6e4', 0.16)],
              [0.6, colour],
              [1, mix(colour, scene.palette.ramp[5], 0.2)],
            ],
          ),
        ),
      ),
      // Brushed edges: thinner paint that lets the ground through.
      drawing.blur(
        16,
        ...Array.from({ length: 10 }, () =>
          rounded(
            {
              x: box.x + random.range(-0.02, 0.7) * box.width,
              y: box.y + random.range(0, 0.9) * tall,
              width: random.range(0.14, 0.4) * box.width,
              height: random.range(5, 24),
            },
            8,
            random.chance(0.5) ? mix(colour, '#fff6e4', 0.4) : mix(colour, scene.palette.ramp[5], 0.3),
            0.3,
          ),
        ),
      ),
    )
    y += tall
  })
}

/** A luminous disc with haloes, over a horizon of colour. */
function orb(scene: Scene, drawing: Drawing, random: Random): void {
  const { width, height, palette } = scene
  const x = width / 2
  const y = height * random.range(0.42, 0.48)
  const radius = Math.min(width, height) * random.range(0.24, 0.3)
  const [glow, lively, other] = palette.accents
  drawing.soft(
    circle(
      x,
      y,
      radius * 2.2,
      drawing.radial([x, y], radius * 2.2, [
        [0.3, glow, 0.75],
        [0.55, lively, 0.35],
        [1, lively, 0],
      ]),
    ),
    drawing.blur(
      7,
      circle(
        x,
        y,
        radius,
        drawing.linear(
          [x, y - radius],
          [x, y + radius],
          [
            [0, glow],
            [0.45, lively],
            [0.8, mix(lively, palette.ramp[4], 0.5)],
            [1, other],
          ],
        ),
      ),
    ),
    drawing.blur(
      14,
      `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius * 0.97)}" fill="none" stroke="${mix(glow, '#ffffff', 0.4)}" stroke-width="10" stroke-opacity="0.55"/>`,
    ),
  )
}

/** Slow curtains of light. */
function curtains(scene: Scene, drawing: Drawing, random: Random): void {
  const { width, height, palette } = scene
  const colours = [
    palette.accents[0],
    palette.accents[1],
    palette.ramp[1],
    palette.accents[2],
    palette.ramp[2],
  ]
  drawing.soft(
    drawing.blur(
      20,
      ...Array.from({ length: 22 }, (_, index) => {
        const x = (index / 21) * width + random.range(-40, 40)
        const sway = random.range(-90, 90)
        const top = height * random.range(-0.1, 0.3)
        const colour = colours[index % colours.length] ?? '#fff'
        return `<path d="M${n(x)} ${n(top)}C${n(x + sway)} ${n(height * 0.3)} ${n(x - sway)} ${n(height * 0.6)} ${n(x + sway * 0.4)} ${n(height * 1.1)}" fill="none" stroke="${drawing.linear(
          [0, top],
          [0, height],
          [
            [0, colour, 0],
            [0.3, colour, 0.85],
            [0.75, colour, 0.3],
            [1, colour, 0],
          ],
        )}" stroke-width="${n(random.range(16, 70))}"/>`
      }),
    ),
  )
}

/** References as tall panes with light around them; several share the width. */
function panes(scene: Scene, drawing: Drawing): void {
  const { width, height, pictures, palette } = scene
  const count = Math.min(7, pictures.length)
  const inset = Math.min(width, height) * 0.12
  const gap = 14
  const usable = Math.min(width - inset * 2, height * (count === 1 ? 0.66 : 0.42) * count)
  const wide = (usable - gap * (count - 1)) / count
  const boxes = Array.from({ length: count }, (_, index): Box => {
    const shift = count === 1 ? 0 : (index % 2 ? 1 : -1) * height * 0.03
    return {
      x: (width - usable) / 2 + index * (wide + gap),
      y: height * 0.1 + shift,
      width: wide,
      height: height * 0.7,
    }
  })
  const corner = Math.min(wide / 2, 160)
  drawing.soft(
    drawing.blur(40, ...boxes.map((box) => rounded(box, corner, palette.accents[0], 0.9))),
    drawing.blur(14, ...boxes.map((box) => rounded({ ...box, y: box.y + 14 }, corner, palette.ramp[5], 0.5))),
  )
  boxes.forEach((box, index) => {
    drawing.crisp(drawing.clip(rounded(box, corner, '#000'), drawing.picture(index, box)))
    drawing.crisp(
      rounded(
        box,
        corner,
        drawing.linear(
          [box.x, box.y],
          [box.x + box.width, box.y + box.height],
          [
            [0, '#fffaf0', 0.22],
            [0.5, '#fffaf0', 0],
            [1, palette.ramp[5], 0.28],
          ],
        ),
      ),
    )
  })
}

/** Nothing but colour and light. */
export const colourField: Family = (scene, drawing) => {
  const { width, height, palette, pictures } = scene
  const random = scene.random.fork('colour-field')
  const [, light, soft, mid, deep, darkest] = palette.ramp
  const ground = palette.dark
    ? [darkest, deep, mid]
    : random.chance(0.5)
      ? [soft, mid, deep]
      : [light, soft, mid]
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [0, 0],
        [width * 0.25, height],
        [
          [0, ground[0] ?? soft],
          [0.55, ground[1] ?? mid],
          [1, ground[2] ?? deep],
        ],
      ),
    ),
    drawing.blur(
      90,
      ...Array.from({ length: 8 }, (_, index) =>
        circle(
          random.range(0, width),
          random.range(0, height),
          random.range(90, 240),
          [palette.accents[0], palette.accents[1], light, palette.accents[2], mid][index % 5] ?? mid,
          random.range(0.35, 0.75),
        ),
      ),
    ),
  )
  if (pictures.length > 0) panes(scene, drawing)
  else {
    const manner = random.int(0, 2)
    if (manner === 0)
      blocks(
        scene,
        drawing,
        random.shuffle([palette.accents[1], deep, palette.accents[2], light, mid]),
        random,
      )
    else if (manner === 1) orb(scene, drawing, random)
    else curtains(scene, drawing, random)
  }
  drawing.crisp(
    rect(
      0,
      0,
      width,
      height,
      drawing.radial([width / 2, height * 0.45], Math.hypot(width, height) * 0.62, [
        [0.5, darkest, 0],
        [1, darkest, 0.3],
      ]),
    ),
  )
}

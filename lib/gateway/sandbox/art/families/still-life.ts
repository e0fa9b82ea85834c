import 'server-only'
import { mix } from '../colour.ts'
import { type Box, type Drawing, ellipse, type Family, n, rect, type Scene, shape } from '../drawing.ts'
import { bananas } from './bananas.ts'
import { apple, bowl, type Light, orange, pear, vase } from './still-life-things.ts'

/** References hang on the wall as framed pictures. */
function frames(scene: Scene, drawing: Drawing, table: number): void {
  const { width, pictures, palette } = scene
  const count = Math.min(pictures.length, Math.max(1, Math.round(width / 330)))
  const room = width / (count + 0.25)
  const boxes = Array.from({ length: count }, (_, index): Box => {
    const picture = pictures[index]
    const aspect = picture === undefined ? 1 : Math.min(1.7, Math.max(0.6, picture.width / picture.height))
    const tall = Math.min(table * 0.74, (room * 0.82) / aspect)
    const wide = tall * aspect
    return {
      x: room * (index + 0.62) - wide / 2,
      y: table * 0.42 - tall / 2 + (index % 2) * 14,
      width: wide,
      height: tall,
    }
  })
  const grow = (box: Box, by: number): Box => ({
    x: box.x - by,
    y: box.y - by,
    width: box.width + by * 2,
    height: box.height + by * 2,
  })
  const rectOf = (box: Box, fill: string) => rect(box.x, box.y, box.width, box.height, fill)
  drawing.soft(
    drawing.blur(
      10,
      ...boxes.map((box) => rectOf({ ...grow(box, 12), y: box.y + 2, x: box.x + 2 }, '#1c0f1a')),
    ),
  )
  boxes.forEach((box, index) => {
    const mat = Math.min(box.width, box.height) * 0.07
    drawing.crisp(
      rectOf(grow(box, 9), mix(palette.ramp[5], '#3b2417', 0.4)),
      rectOf(grow(box, 4), mix(palette.ramp[4], '#8a5a34', 0.4)),
      rectOf(box, '#fbf7ee'),
      drawing.clip(rectOf(grow(box, -mat), '#000'), drawing.picture(index, grow(box, -mat))),
    )
  })
}

/** Fruit and vessels on a table, in the light of a window. */
export const stillLife: Family = (scene, drawing) => {
  const { width, height, palette, motifs, pictures } = scene
  const random = scene.random.fork('still-life')
  const light: Light = random.chance(0.5) ? 1 : -1
  const [pale, soft, , mid, deep, darkest] = palette.ramp
  const withBananas = motifs.has('banana')
  const wall = withBananas
    ? mix(
        '#f3ead9',
        random.pick([palette.accents[2], palette.accents[1], palette.ramp[2], palette.ramp[3]]),
        random.range(0.14, 0.34),
      )
    : mix(soft, mid, 0.2)
  const cloth = motifs.has('cloth')
    ? '#4f78a3'
    : withBananas
      ? mix(palette.accents[2], '#d9c7a4', 0.2)
      : mix(deep, mid, 0.45)
  const table = height * random.range(0.6, 0.66)
  const foot = table + (height - table) * 0.36

  const from = light === 1 ? 0 : width
  const to = width - from
  drawing.soft(
    rect(
      0,
      0,
      width,
      height,
      drawing.linear(
        [from, 0],
        [to, height * 0.8],
        [
          [0, mix(wall, '#fffaf0', 0.55)],
          [0.5, wall],
          [1, mix(wall, darkest, 0.42)],
        ],
      ),
    ),
    // The window, thrown onto the wall.
    drawing.blur(
      5,
      ...[0, 1].flatMap((column) =>
        [0, 1].map((row) => {
          const x = width / 2 - light * width * 0.1 + light * (column * width * 0.16 - width * 0.2)
          const y = height * (0.04 + row * 0.27)
          const wide = light * width * 0.145
          const tall = height * 0.25
          const skew = height * 0.1
          return shape(
            `M${n(x)} ${n(y)}l${n(wide)} ${n(skew)}v${n(tall)}l${n(-wide)} ${n(-skew)}Z`,
            '#fff6dc',
            0.5,
          )
        }),
      ),
    ),
    // Leaves outside, as shadows in that light.
    drawing.blur(
      7,
      ...Array.from({ length: 16 }, () => {
        const x = width / 2 - light * random.range(-0.02, 0.42) * width
        const y = random.range(0.02, 0.55) * height
        return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(random.range(14, 44))}" ry="${n(random.range(5, 12))}" transform="rotate(${n(random.range(-60, 60))} ${n(x)} ${n(y)})" fill="${mix(wall, darkest, 0.6)}" fill-opacity="0.26"/>`
      }),
    ),
  )
  if (pictures.length > 0) frames(scene, drawing, table)

  drawing.soft(
    rect(
      0,
      table,
      width,
      height - table,
      drawing.linear(
        [from, table],
        [to, height],
        [
          [0, mix(cloth, '#fff3dc', 0.42)],
          [0.45, cloth],
          [1, mix(cloth, darkest, 0.6)],
        ],
      ),
    ),
    drawing.blur(3, rect(0, table - 2, width, 5, mix(cloth, '#fffaf0', 0.6))),
    // Folds of the cloth.
    drawing.blur(
      8,
      ...Array.from({ length: 7 }, (_, index) => {
        const x = ((index + random.range(0.1, 0.9)) / 7) * width
        const lean = random.range(-90, 90)
        return `<path d="M${n(x)} ${n(table + 6)}Q${n(x + lean * 0.2)} ${n((table + height) / 2)} ${n(x + lean)} ${n(height)}" fill="none" stroke="${index % 2 ? '#fff6e4' : darkest}" stroke-opacity="0.15" stroke-width="${n(random.range(8, 22))}"/>`
      }),
    ),
  )

  const fruitColours = random.shuffle(
    withBananas
      ? ['#e8742f', '#cf4b3a', '#8fa24a']
      : [palette.accents[1], palette.accents[2], '#e09a3e', '#9aa84f', '#c9503e'],
  )
  const colourAt = (index: number) => fruitColours[index % fruitColours.length] ?? mid
  type Thing = {
    kind: 'apple' | 'orange' | 'pear' | 'vase' | 'bowl' | 'bananas'
    wide: number
    size: number
    deep?: number
  }
  const vessel: Thing = random.chance(0.65)
    ? { kind: 'vase', wide: 2.4, size: 1.15, deep: -0.16 }
    : { kind: 'bowl', wide: 4, size: 2 }
  const fruit: Thing[] = random.shuffle<Thing>([
    { kind: 'apple', wide: 2.1, size: 1 },
    { kind: 'orange', wide: 2.1, size: 0.95 },
    { kind: 'pear', wide: 2.2, size: 1.05 },
    { kind: 'orange', wide: 1.8, size: 0.8, deep: 0.16 },
  ])
  const bunch: Thing = { kind: 'bananas', wide: 6.4, size: 3 }
  const tall: Thing = { kind: 'vase', wide: 2.2, size: random.range(0.95, 1.15), deep: -0.2 }
  const near: Thing = { kind: random.pick(['orange', 'apple']), wide: 2, size: 0.9, deep: 0.14 }
  const pears: Thing[] = [
    { kind: 'pear', wide: 1.9, size: 0.9, deep: -0.1 },
    { kind: 'pear', wide: 2, size: 1, deep: 0.06 },
  ]
  let things: Thing[] = withBananas
    ? random.pick<Thing[]>([
        [tall, bunch, near],
        [...pears, bunch],
        [bunch, { kind: 'bowl', wide: 4, size: 1.9, deep: -0.12 }],
        [near, bunch, tall],
        [pears[1] ?? tall, bunch, near, { ...near, size: 0.75, deep: -0.05 }],
      ])
    : [...fruit.slice(0, 2), vessel, ...fruit.slice(2)]
  if (random.chance(0.5)) things.reverse()
  // A narrow picture has room for fewer.
  const wide = () => things.reduce((sum, thing) => sum + thing.wide, 0)
  while (width < wide() * 36 && things.length > 1) {
    things = things.filter((_, index) => index !== (things[0]?.kind === 'bananas' ? 1 : 0))
  }
  const unit = Math.min(height * 0.092, (width * 0.86) / wide())
  let at = (width - wide() * unit) / 2
  const placed = things.map((thing, index) => {
    const x = at + (thing.wide * unit) / 2 + random.range(-0.12, 0.12) * unit
    at += thing.wide * unit
    const standing = foot + (thing.deep ?? random.range(-0.06, 0.08)) * (height - table)
    return { thing, place: { x, foot: standing, radius: thing.size * unit, colour: colourAt(index), light } }
  })
  drawing.soft(
    drawing.blur(
      11,
      ...placed.map(({ place }) => {
        const x = place.x + light * place.radius * 1.3
        return `<ellipse cx="${n(x)}" cy="${n(place.foot + 2)}" rx="${n(place.radius * 1.9)}" ry="${n(unit * 0.2)}" transform="rotate(${n(light * 5)} ${n(x)} ${n(place.foot)})" fill="${mix(cloth, '#150a18', 0.8)}" fill-opacity="0.55"/>`
      }),
    ),
    drawing.blur(
      4,
      ...placed.map(({ place }) =>
        ellipse(place.x, place.foot - 1, place.radius * 0.8, unit * 0.1, '#150a18', 0.7),
      ),
    ),
  )
  for (const { thing, place } of placed.toSorted((left, right) => left.place.foot - right.place.foot)) {
    if (thing.kind === 'apple') apple(drawing, place)
    else if (thing.kind === 'pear') pear(drawing, place)
    else if (thing.kind === 'orange') orange(drawing, place)
    else if (thing.kind === 'vase')
      vase(
        drawing,
        { ...place, colour: mix(pale, palette.accents[2], 0.35) },
        withBananas ? '#5f7f4a' : mix(deep, '#3f6b4a', 0.5),
        random,
      )
    else if (thing.kind === 'bowl')
      bowl(
        drawing,
        { ...place, colour: mix(pale, mid, 0.4) },
        [0, 1, 2].map((index) => colourAt(index + 1)),
      )
    else bananas(drawing, { x: place.x, foot: place.foot, length: place.radius * 1.9, light })
  }
}

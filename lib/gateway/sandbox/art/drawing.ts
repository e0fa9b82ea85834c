import 'server-only'
import type { Palette } from './palette.ts'
import type { Random } from './random.ts'
import type { Motif } from './subject.ts'

/** A reference picture, ready to be set into a composition. */
export interface Picture {
  /** A data URI. */
  href: string
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
}

/** What a family draws from. */
export interface Scene {
  /** In units of the drawing: every picture has an area of a million, whatever its shape. */
  width: number
  height: number
  random: Random
  palette: Palette
  motifs: ReadonlySet<Motif>
  pictures: readonly Picture[]
}

/** Draws one composition. */
export type Family = (scene: Scene, drawing: Drawing) => void

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** `[offset 0–1, colour, opacity 0–1 (default 1)]` */
export type Stop = readonly [number, string, number?]

/** Crisp layers are rasterised at the picture's size; soft ones small, and enlarged. */
export interface Layer {
  kind: 'crisp' | 'soft'
  markup: string
}

export const n = (value: number): string => (Math.round(value * 100) / 100).toString()

/** A closed or open path through points. */
export function path(points: readonly (readonly [number, number])[], close = true): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}${close ? 'Z' : ''}`
}

/**
 * Collects the parts of a picture as SVG. Two rules keep 4K fast: transparency goes into fills (`fill-opacity`,
 * `stop-opacity`), never into `opacity`, which makes the rasteriser copy the whole picture; and blurs go into soft
 * layers.
 */
export class Drawing {
  readonly layers: Layer[] = []
  readonly definitions: string[] = []
  readonly #pictures: readonly Picture[]
  readonly #filterRegion: string
  #ids = 0

  constructor({ width, height, pictures }: Pick<Scene, 'width' | 'height' | 'pictures'>) {
    this.#pictures = pictures
    this.#filterRegion = `x="-150" y="-150" width="${n(width + 300)}" height="${n(height + 300)}"`
    pictures.forEach((picture, index) => {
      this.definitions.push(
        `<image id="picture${index}" width="${picture.width}" height="${picture.height}" href="${picture.href}"/>`,
      )
    })
  }

  crisp(...markup: string[]): void {
    this.#add('crisp', markup.join(''))
  }

  soft(...markup: string[]): void {
    this.#add('soft', markup.join(''))
  }

  #add(kind: Layer['kind'], markup: string): void {
    const last = this.layers.at(-1)
    if (last?.kind === kind) last.markup += markup
    else this.layers.push({ kind, markup })
  }

  #define(make: (id: string) => string): string {
    const id = `d${this.#ids++}`
    this.definitions.push(make(id))
    return `url(#${id})`
  }

  /** A linear gradient from one point to another in drawing units. */
  linear(from: readonly [number, number], to: readonly [number, number], stops: readonly Stop[]): string {
    return this.#define(
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}">${stopMarkup(stops)}</linearGradient>`,
    )
  }

  /** A radial gradient, optionally lit from a focus off its centre. */
  radial(
    centre: readonly [number, number],
    radius: number,
    stops: readonly Stop[],
    focus: readonly [number, number] = centre,
  ): string {
    return this.#define(
      (id) =>
        `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(centre[0])}" cy="${n(centre[1])}" r="${n(radius)}" fx="${n(focus[0])}" fy="${n(focus[1])}">${stopMarkup(stops)}</radialGradient>`,
    )
  }

  /** Markup blurred by a radius in drawing units. For soft layers. */
  blur(radius: number, ...markup: string[]): string {
    const filter = this.#define(
      (id) =>
        `<filter id="${id}" filterUnits="userSpaceOnUse" ${this.#filterRegion} color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${n(radius)}"/></filter>`,
    )
    return `<g filter="${filter}">${markup.join('')}</g>`
  }

  /** An ellipse of light or mist that fades to nothing at its rim: needs no blur. */
  haze(x: number, y: number, rx: number, ry: number, colour: string, opacity: number): string {
    const fill = this.#define(
      (id) =>
        `<radialGradient id="${id}">${stopMarkup([
          [0, colour, opacity],
          [0.35, colour, opacity * 0.72],
          [0.7, colour, opacity * 0.2],
          [1, colour, 0],
        ])}</radialGradient>`,
    )
    return ellipse(x, y, rx, ry, fill)
  }

  /** Markup cut to the shape of another. */
  clip(shape: string, ...markup: string[]): string {
    const clip = this.#define((id) => `<clipPath id="${id}">${shape}</clipPath>`)
    return `<g clip-path="${clip}">${markup.join('')}</g>`
  }

  /** A reference picture covering a box; indexes beyond the last start over. */
  picture(index: number, box: Box): string {
    const at = index % this.#pictures.length
    const picture = this.#pictures[at]
    if (picture === undefined) return ''
    const scale = Math.max(box.width / picture.width, box.height / picture.height)
    const x = box.x + (box.width - picture.width * scale) / 2
    const y = box.y + (box.height - picture.height * scale) / 2
    return `<use href="#picture${at}" transform="translate(${n(x)} ${n(y)}) scale(${scale.toFixed(5)})"/>`
  }
}

function stopMarkup(stops: readonly Stop[]): string {
  return stops
    .map(
      ([offset, colour, opacity]) =>
        `<stop offset="${n(offset)}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${n(opacity)}"`}/>`,
    )
    .join('')
}

export const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"/>`

export const circle = (x: number, y: number, radius: number, fill: string, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${n(opacity)}"` : ''}/>`

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${n(opacity)}"` : ''}/>`

export const shape = (d: string, fill: string, opacity = 1): string =>
  `<path d="${d}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${n(opacity)}"` : ''}/>`

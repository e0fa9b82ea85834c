import 'server-only'
import { hexFromLab, type Lab, labFromRgb, mix } from './colour.ts'
import type { Random } from './random.ts'

type Ramp = readonly [string, string, string, string, string, string]

/** Colours that belong together. */
export interface Palette {
  /** From the lightest to the darkest. */
  ramp: Ramp
  /** A light, a lively and a contrasting one. */
  accents: readonly [string, string, string]
  /** Pictures in this palette are seen by night. */
  dark: boolean
}

const CURATED = {
  sunset: {
    ramp: ['#fde7c4', '#f9bf8c', '#ee8468', '#b8506d', '#5c2f60', '#271a3b'],
    accents: ['#ffd98a', '#e8572f', '#7b3c6d'],
    dark: false,
  },
  ocean: {
    ramp: ['#eef5ec', '#bcdeda', '#72b5bc', '#2f8196', '#155473', '#0a2b45'],
    accents: ['#fbe6c2', '#ef7d5d', '#f3c28f'],
    dark: false,
  },
  forest: {
    ramp: ['#f1f1dc', '#ccd6a8', '#92ab77', '#587d59', '#2e5545', '#142e2a'],
    accents: ['#f6e3b4', '#de6a3c', '#e9b24e'],
    dark: false,
  },
  night: {
    ramp: ['#a9b4dc', '#6c79b8', '#434f92', '#2a306b', '#181b46', '#0a0c26'],
    accents: ['#ffe0a8', '#f4906c', '#9fdbe8'],
    dark: true,
  },
  banana: {
    ramp: ['#fff7dc', '#ffe7a0', '#fbcd4e', '#e9a22b', '#a0632b', '#46301f'],
    accents: ['#fffaf0', '#e8643b', '#2f7566'],
    dark: false,
  },
  snow: {
    ramp: ['#fcfaf6', '#e6edf2', '#c2d4e2', '#92b0c8', '#5a7f9f', '#294560'],
    accents: ['#fde3cf', '#ef9f86', '#34597a'],
    dark: false,
  },
  rose: {
    ramp: ['#fdebe2', '#f7c5b6', '#e98d80', '#cf5050', '#8f2a3e', '#421427'],
    accents: ['#fff1df', '#f3b95f', '#21525f'],
    dark: false,
  },
  desert: {
    ramp: ['#faecdb', '#f0cba5', '#de9c6c', '#bd6b46', '#7d4135', '#38211f'],
    accents: ['#fff2dc', '#f0b450', '#4b7f86'],
    dark: false,
  },
  lavender: {
    ramp: ['#f7f0f7', '#dfd0ee', '#b9a4db', '#8875bb', '#554a89', '#28244e'],
    accents: ['#fff0e0', '#ee8a86', '#f6c48c'],
    dark: false,
  },
  mint: {
    ramp: ['#f4f7eb', '#d1e8d7', '#9ad0bb', '#59a695', '#2d6e6b', '#15383e'],
    accents: ['#fff1dc', '#f3735d', '#ffb68d'],
    dark: false,
  },
  ink: {
    ramp: ['#f6f3ed', '#ddd7cc', '#aca69a', '#6e6b67', '#3a3a3e', '#17181c'],
    accents: ['#fffaf0', '#cb472f', '#dba743'],
    dark: false,
  },
  poster: {
    ramp: ['#f7efdf', '#ecdcbc', '#e9b44c', '#d9492f', '#1f4f86', '#1a1c26'],
    accents: ['#fffaf0', '#d9492f', '#2b7a78'],
    dark: false,
  },
} as const satisfies Record<string, Palette>

export type PaletteName = keyof typeof CURATED
const NAMES = Object.keys(CURATED) as [PaletteName, ...PaletteName[]]

export function curatedPalette(name: PaletteName): Palette {
  return CURATED[name]
}

export function anyPalette(random: Random): Palette {
  return CURATED[random.pick(NAMES)]
}

interface Cluster extends Lab {
  weight: number
}

const chroma = (lab: Lab) => Math.hypot(lab.a, lab.b)

/** The main colours of a picture's pixels (sRGB triples): a few rounds of k-means from fixed starting points. */
function mainColours(pixels: Uint8Array): Cluster[] {
  const labs: Lab[] = []
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    labs.push(labFromRgb(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0))
  }
  const byLightness = labs.toSorted((left, right) => left.l - right.l)
  const count = Math.min(8, labs.length)
  let centres: Cluster[] = Array.from({ length: count }, (_, index) => {
    const lab = byLightness[Math.floor(((index + 0.5) / count) * byLightness.length)]
    return { l: lab?.l ?? 0.5, a: lab?.a ?? 0, b: lab?.b ?? 0, weight: 1 }
  })
  for (let round = 0; round < 6; round++) {
    const sums = centres.map(() => ({ l: 0, a: 0, b: 0, weight: 0 }))
    for (const lab of labs) {
      let best = 0
      let bestDistance = Number.POSITIVE_INFINITY
      centres.forEach((centre, index) => {
        const distance = (centre.l - lab.l) ** 2 + 2 * ((centre.a - lab.a) ** 2 + (centre.b - lab.b) ** 2)
        if (distance < bestDistance) {
          bestDistance = distance
          best = index
        }
      })
      const sum = sums[best]
      if (sum === undefined) continue
      sum.l += lab.l
      sum.a += lab.a
      sum.b += lab.b
      sum.weight += 1
    }
    centres = sums
      .filter((sum) => sum.weight > 0)
      .map(({ l, a, b, weight }) => ({ l: l / weight, a: a / weight, b: b / weight, weight }))
  }
  return centres
}

/**
 * A palette made of a picture's own colours: its ramp follows the picture's hues from light to dark and its accents are
 * its most vivid colours.
 * @param pixels sRGB triples; a thumbnail is enough
 */
export function paletteFromPixels(pixels: Uint8Array): Palette {
  const colours = mainColours(pixels).toSorted((left, right) => right.l - left.l)
  const total = colours.reduce((sum, colour) => sum + colour.weight, 0)
  const mean = colours.reduce((sum, colour) => sum + colour.l * colour.weight, 0) / Math.max(1, total)
  const at = (target: number): string => {
    const near = colours.toSorted(
      (left, right) =>
        Math.abs(left.l - target) - chroma(left) * 0.3 - (Math.abs(right.l - target) - chroma(right) * 0.3),
    )[0] ?? { l: 0.5, a: 0, b: 0 }
    // The very light and very dark ends carry less colour, as they do in paint.
    const fade = target > 0.9 ? 0.45 : target < 0.3 ? 0.75 : 1
    return hexFromLab({ l: target, a: near.a * fade, b: near.b * fade })
  }
  const ramp: Ramp = [at(0.95), at(0.85), at(0.72), at(0.56), at(0.38), at(0.22)]
  const vivid = colours.toSorted((left, right) => chroma(right) - chroma(left))
  const lively = vivid[0] ?? { l: 0.6, a: 0.1, b: 0.1 }
  const second =
    vivid.find((colour) => Math.hypot(colour.a - lively.a, colour.b - lively.b) > 0.09) ?? vivid[1] ?? lively
  const clamp = (lab: Lab) => hexFromLab({ ...lab, l: Math.min(0.82, Math.max(0.45, lab.l)) })
  return { ramp, accents: [mix(ramp[0], '#fffaf0', 0.5), clamp(lively), clamp(second)], dark: mean < 0.38 }
}

import 'server-only'

/** OKLab: perceptual lightness 0–1 and two opponent axes. */
export interface Lab {
  l: number
  a: number
  b: number
}

const toLinear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
const fromLinear = (channel: number) =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055

/** sRGB bytes to OKLab. */
export function labFromRgb(red: number, green: number, blue: number): Lab {
  const r = toLinear(red / 255)
  const g = toLinear(green / 255)
  const b = toLinear(blue / 255)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  }
}

function labFromHex(hex: string): Lab {
  const value = Number.parseInt(hex.slice(1), 16)
  return labFromRgb(value >> 16, (value >> 8) & 255, value & 255)
}

export function hexFromLab(lab: Lab): string {
  const l = (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b) ** 3
  const m = (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b) ** 3
  const s = (lab.l - 0.0894841775 * lab.a - 1.291485548 * lab.b) ** 3
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const hex = channels.map((channel) => {
    const byte = Math.round(fromLinear(Math.min(1, Math.max(0, channel))) * 255)
    return byte.toString(16).padStart(2, '0')
  })
  return `#${hex.join('')}`
}

/** A colour between two, mixed as the eye sees it. `t` 0 gives the first. */
export function mix(from: string, to: string, t: number): string {
  const left = labFromHex(from)
  const right = labFromHex(to)
  return hexFromLab({
    l: left.l + (right.l - left.l) * t,
    a: left.a + (right.a - left.a) * t,
    b: left.b + (right.b - left.b) * t,
  })
}

/** The same hue at another lightness (0–1, added). */
export function lighten(colour: string, amount: number): string {
  const lab = labFromHex(colour)
  return hexFromLab({ ...lab, l: Math.min(1, Math.max(0, lab.l + amount)) })
}

export const lightness = (colour: string): number => labFromHex(colour).l

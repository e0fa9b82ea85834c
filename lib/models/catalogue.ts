/**
 * What the image models can do, as data: the composer, the validation, the gateway adapter and the sandbox all read
 * this module. Sources: the endpoint's page for ids and size names, the model owner's documentation for tiers,
 * ratios, pixels, reference limits, temperature and list prices. The gateway's own prices are not published.
 */

/** Size tiers in ascending order. `512` exists only on some models. */
export const TIERS = ['512', '1K', '2K', '4K'] as const
export type Tier = (typeof TIERS)[number]

/** Width and height in pixels at the 1K tier. Every tier is exactly twice the one before. */
const PIXELS_AT_1K = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
  '1:4': [512, 2048],
  '4:1': [2048, 512],
  '1:8': [384, 3072],
  '8:1': [3072, 384],
} as const satisfies Record<string, readonly [number, number]>

export type Ratio = keyof typeof PIXELS_AT_1K
export const RATIOS = Object.keys(PIXELS_AT_1K) as Ratio[]

/**
 * The endpoint's OpenAI-style sizes. They name a tier and a ratio, not pixels: the model answers `1024x1792` (9:16) with
 * 768×1376.
 */
export const NAMED_SIZES = {
  '1024x1024': { ratio: '1:1', tier: '1K' },
  '1024x1792': { ratio: '9:16', tier: '1K' },
  '1792x1024': { ratio: '16:9', tier: '1K' },
} as const satisfies Record<string, { ratio: Ratio; tier: Tier }>

/** `auto` sends no ratio: the model takes the first reference's, else 1:1. */
export const RATIO_CHOICES = ['auto', ...RATIOS] as const
export type RatioChoice = 'auto' | Ratio

const TIER_SCALE = { '512': 0.5, '1K': 1, '2K': 2, '4K': 4 } as const satisfies Record<Tier, number>

export interface Size {
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
}

/** Exact pixels a model answers for a ratio and tier. */
export function pixelsFor(ratio: Ratio, tier: Tier): Size {
  const [width, height] = PIXELS_AT_1K[ratio]
  return { width: width * TIER_SCALE[tier], height: height * TIER_SCALE[tier] }
}

/** The table's ratio nearest to a picture's own shape (compared on a logarithmic scale), for `auto` with a reference. */
export function nearestRatio(size: Size, among: readonly Ratio[] = RATIOS): Ratio {
  const target = Math.log(size.width / size.height)
  const distance = (ratio: Ratio) => {
    const { width, height } = pixelsFor(ratio, '1K')
    return Math.abs(Math.log(width / height) - target)
  }
  return among.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best), '1:1' as Ratio)
}

export interface ModelProfile {
  /** The id sent to the gateway. */
  id: string
  /** The name people see. A proper name: not translated. */
  name: string
  tiers: readonly Tier[]
  ratios: readonly Ratio[]
  references: { max: number; objects: number; characters: number; styles: number }
  /** `null` where the model rejects the parameter. Bunch omits it unless a person sets it. */
  temperature: { min: number; max: number; default: number } | null
  /** The owner's list price of one picture in millionths of a US dollar; `null` where unknown. */
  priceMicroUsd: Readonly<Partial<Record<Tier, number>>> | null
  /** Usual milliseconds to a picture, shown until this studio has a history of its own. */
  usualMs: Readonly<Record<Tier, number>>
}

const FIRST_TEN = RATIOS.slice(0, 10)

export const MODELS: readonly ModelProfile[] = [
  {
    id: 'nano-banana-2',
    name: 'Nano Banana 2',
    tiers: TIERS,
    ratios: RATIOS,
    references: { max: 14, objects: 10, characters: 4, styles: 0 },
    temperature: { min: 0, max: 2, default: 1 },
    priceMicroUsd: { '512': 45_000, '1K': 67_000, '2K': 101_000, '4K': 151_000 },
    usualMs: { '512': 6_000, '1K': 10_000, '2K': 18_000, '4K': 32_000 },
  },
  {
    id: 'nano-banana-pro',
    name: 'Nano Banana Pro',
    tiers: ['1K', '2K', '4K'],
    ratios: FIRST_TEN,
    references: { max: 14, objects: 6, characters: 5, styles: 3 },
    temperature: { min: 0, max: 2, default: 1 },
    priceMicroUsd: { '1K': 134_000, '2K': 134_000, '4K': 240_000 },
    usualMs: { '512': 12_000, '1K': 18_000, '2K': 30_000, '4K': 61_000 },
  },
]

/** The profile of a model id; an id nobody described gets a permissive one without prices. */
export function modelProfile(id: string): ModelProfile {
  return (
    MODELS.find((model) => model.id === id) ?? {
      id,
      name: id,
      tiers: TIERS,
      ratios: RATIOS,
      references: { max: 14, objects: 14, characters: 14, styles: 14 },
      temperature: { min: 0, max: 2, default: 1 },
      priceMicroUsd: null,
      usualMs: { '512': 10_000, '1K': 15_000, '2K': 25_000, '4K': 60_000 },
    }
  )
}

/** Price of `n` pictures in millionths of a US dollar; `null` where the model's price is unknown. */
export function estimatePriceMicroUsd(modelId: string, tier: Tier, n: number): number | null {
  const price = modelProfile(modelId).priceMicroUsd?.[tier]
  return price === undefined ? null : price * n
}

/** Limits of reference pictures, per the endpoint's family: bytes after encoding. */
export const REFERENCE_LIMITS = {
  /** One reference, after encoding. */
  maxBytes: 7 * 1024 * 1024,
  /** All references of one request, after encoding. */
  maxRequestBytes: 18 * 1024 * 1024,
  /** Types sent as they are; everything else is converted. */
  passThrough: ['image/png', 'image/jpeg', 'image/webp'],
} as const

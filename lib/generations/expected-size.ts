import {
  modelProfile,
  nearestRatio,
  pixelsFor,
  type RatioChoice,
  type Size,
  type Tier,
} from '#lib/models/catalogue.ts'

/** The tier a model takes where a program left the choice to it; the endpoint's page calls 2K native. */
const DEFAULT_TIER: Tier = '2K'

/**
 * Pixels a request will most likely give: exact for a ratio of the table; for `auto` the table's ratio nearest to the
 * first reference, else 1:1.
 */
export function expectedSize(
  request: { model: string; ratio: RatioChoice; tier: Tier | null },
  firstReference: Size | null,
): Size {
  const tier = request.tier ?? DEFAULT_TIER
  if (request.ratio !== 'auto') return pixelsFor(request.ratio, tier)
  if (!firstReference) return pixelsFor('1:1', tier)
  return pixelsFor(nearestRatio(firstReference, modelProfile(request.model).ratios), tier)
}

/**
 * Whether a picture's real pixels differ from what was asked. An exact request must be met exactly. With `auto` only the
 * tier was asked, so the area counts, with room for shapes outside the table; a tier apart is a factor of four. Where a
 * program left the size to the model, nothing was asked.
 */
export function differsFromAsked(
  request: { ratio: RatioChoice; tier: Tier | null },
  expected: Size,
  real: Size,
): boolean {
  if (request.tier === null) return false
  if (request.ratio !== 'auto') return real.width !== expected.width || real.height !== expected.height
  const area = (real.width * real.height) / (expected.width * expected.height)
  return area < 0.6 || area > 1.6
}

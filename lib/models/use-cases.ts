import { modelProfile, nearestRatio, pixelsFor, type Ratio, type Size, type Tier } from './catalogue.ts'

/**
 * Exact sizes that channels and printers ask for, as data. Pixels are those that the channels' own help pages recommend
 * (November 2026); paper is ISO 216 at 300 dots an inch, rounded to whole pixels.
 */
export const USE_CASES = [
  { id: 'story', group: 'social', width: 1080, height: 1920 },
  { id: 'post-square', group: 'social', width: 1080, height: 1080 },
  { id: 'post-portrait', group: 'social', width: 1080, height: 1350 },
  { id: 'post-landscape', group: 'social', width: 1080, height: 566 },
  { id: 'youtube-thumbnail', group: 'social', width: 1280, height: 720 },
  { id: 'linkedin-post', group: 'social', width: 1200, height: 627 },
  { id: 'wechat-cover', group: 'social', width: 900, height: 383 },
  { id: 'xiaohongshu', group: 'social', width: 1242, height: 1660 },
  { id: 'web-hero', group: 'web', width: 1920, height: 1080 },
  { id: 'web-wide', group: 'web', width: 2560, height: 1080 },
  { id: 'link-preview', group: 'web', width: 1200, height: 630 },
  { id: 'leaderboard', group: 'web', width: 728, height: 90 },
  { id: 'billboard', group: 'web', width: 970, height: 250 },
  { id: 'rectangle', group: 'web', width: 300, height: 250 },
  { id: 'skyscraper', group: 'web', width: 160, height: 600 },
  { id: 'slide', group: 'print', width: 1920, height: 1080 },
  { id: 'a5-portrait', group: 'print', width: 1748, height: 2480 },
  { id: 'a5-landscape', group: 'print', width: 2480, height: 1748 },
  { id: 'a4-portrait', group: 'print', width: 2480, height: 3508 },
  { id: 'a4-landscape', group: 'print', width: 3508, height: 2480 },
  { id: 'a3-portrait', group: 'print', width: 3508, height: 4961 },
  { id: 'a3-landscape', group: 'print', width: 4961, height: 3508 },
] as const satisfies readonly (Size & { id: string; group: 'social' | 'web' | 'print' })[]

export type UseCase = (typeof USE_CASES)[number]

export const USE_CASE_GROUPS = ['social', 'web', 'print'] as const

/** The use case of an id; `null` for one that there is not (any more). */
export function findUseCase(id: string | null | undefined): UseCase | null {
  return USE_CASES.find((useCase) => useCase.id === id) ?? null
}

export interface UseCasePlan {
  ratio: Ratio
  tier: Tier
  /** True where even the model's largest size has fewer pixels than the use needs. */
  enlarged: boolean
}

/** What to ask a model for: the ratio nearest in shape, at the smallest size that has all the pixels, else the largest. */
export function planFor(useCase: Size, modelId: string): UseCasePlan {
  const { ratios, tiers } = modelProfile(modelId)
  const ratio = nearestRatio(useCase, ratios)
  const tier = tiers.find((candidate) => !isEnlarged(useCase, pixelsFor(ratio, candidate)))
  return { ratio, tier: tier ?? tiers.at(-1) ?? '1K', enlarged: tier === undefined }
}

/** Whether a picture has to be enlarged to fill a size. */
export function isEnlarged(target: Size, picture: Size): boolean {
  return target.width > picture.width || target.height > picture.height
}

/** The part of a picture that is kept, in shares of its width and height. */
export interface Crop {
  left: number
  top: number
  width: number
  height: number
}

/**
 * The largest part of a picture that has a target's shape.
 *
 * @param at where it lies along the side that is cut: 0 at the left or top, 0.5 in the middle, 1 at the right or bottom
 */
export function cropFor(target: Size, picture: Size, at = 0.5): Crop {
  const wanted = target.width / target.height
  const has = picture.width / picture.height
  const width = Math.min(1, wanted / has)
  const height = Math.min(1, has / wanted)
  return { left: (1 - width) * at, top: (1 - height) * at, width, height }
}

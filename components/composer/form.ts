import type { GenerationDto, GenerationInput } from '#lib/generations/schema.ts'
import {
  MODELS,
  modelProfile,
  nearestRatio,
  pixelsFor,
  type RatioChoice,
  type Size,
  TIERS,
  type Tier,
} from '#lib/models/catalogue.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'

/** What the composer holds beside its references and their roles: the request without its id. */
export type ComposerForm = Omit<GenerationInput, 'id' | 'referenceIds' | 'roles'>

/** The cheapest useful run, so that nobody pays for a habit of ours. */
export const DEFAULT_FORM: ComposerForm = {
  prompt: '',
  model: MODELS[0]?.id ?? 'nano-banana-2',
  ratio: 'auto',
  tier: '1K',
  n: 1,
  temperature: null,
}

/** A setting that another model made impossible, and what it became. */
export type ModelChange =
  | { field: 'ratio'; from: RatioChoice; to: RatioChoice }
  | { field: 'tier'; from: Tier; to: Tier }
  | { field: 'temperature'; from: number; to: number | null }

const rank = (tier: Tier) => TIERS.indexOf(tier)

function nearestTier(tier: Tier, offered: readonly Tier[]): Tier {
  const distance = (candidate: Tier) => Math.abs(rank(candidate) - rank(tier))
  return offered.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best))
}

/** Chooses another model: what it can do stays, the rest becomes the nearest that it can. */
export function switchModel(
  form: ComposerForm,
  modelId: string,
): { form: ComposerForm; changes: ModelChange[] } {
  const model = modelProfile(modelId)
  const next = { ...form, model: modelId }
  const changes: ModelChange[] = []
  if (form.ratio !== 'auto' && !model.ratios.includes(form.ratio)) {
    next.ratio = nearestRatio(pixelsFor(form.ratio, '1K'), model.ratios)
    changes.push({ field: 'ratio', from: form.ratio, to: next.ratio })
  }
  if (!model.tiers.includes(form.tier)) {
    next.tier = nearestTier(form.tier, model.tiers)
    changes.push({ field: 'tier', from: form.tier, to: next.tier })
  }
  if (form.temperature !== null) {
    const range = model.temperature
    next.temperature = range && Math.min(range.max, Math.max(range.min, form.temperature))
    if (next.temperature !== form.temperature) {
      changes.push({ field: 'temperature', from: form.temperature, to: next.temperature })
    }
  }
  return { form: next, changes }
}

/**
 * Everything that made a run, to make it again or go on from there. It stays private where either the run or what the
 * composer held was: what somebody keeps to themselves is never shown for want of a look at a switch.
 */
export function formOf(generation: GenerationDto, held: Pick<ComposerForm, 'private'>): ComposerForm {
  const { prompt, model, ratio, tier, n, temperature, useCase } = generation
  const isPrivate = generation.private || (held.private ?? false)
  const kit = generation.kit && { id: generation.kit.id, version: generation.kit.version }
  return {
    prompt,
    model,
    ratio,
    tier: tier ?? DEFAULT_FORM.tier,
    n,
    temperature,
    private: isPrivate,
    ...(kit && { kit }),
    ...(useCase === null ? {} : { useCase }),
  }
}

/** Pixels a run will give: for Auto those of the first reference's shape where it is known, else a square. */
export function likelySize(
  form: Pick<ComposerForm, 'model' | 'ratio'>,
  tier: Tier,
  first: ReferenceDto | undefined,
): Size {
  if (form.ratio !== 'auto') return pixelsFor(form.ratio, tier)
  if (!first?.width || !first.height) return pixelsFor('1:1', tier)
  const shape = { width: first.width, height: first.height }
  return pixelsFor(nearestRatio(shape, modelProfile(form.model).ratios), tier)
}

/** A size as people read it: `1024 × 768`. */
export function sizeText({ width, height }: Size): string {
  return `${width} × ${height}`
}

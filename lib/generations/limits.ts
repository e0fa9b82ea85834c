import type { AppErrorCode, ErrorParams } from '#lib/errors.ts'
import { modelProfile } from '#lib/models/catalogue.ts'
import type { GenerationInput } from './schema.ts'

// Apart from the schema, so that the composer can use it without loading a validator into the page.

/** Limits of one request. */
export const GENERATION_LIMITS = { promptMaxChars: 10_000, maxImages: 8, feedPageSize: 20 } as const

export interface InputIssue {
  field: keyof GenerationInput
  code: AppErrorCode
  params: ErrorParams
}

/** What the chosen model cannot do of an input, in the order a person meets the fields. Empty when all is well. */
export function checkAgainstModel(input: Omit<GenerationInput, 'id'>): InputIssue[] {
  const model = modelProfile(input.model)
  const issues: InputIssue[] = []
  if (input.prompt.trim() === '') issues.push({ field: 'prompt', code: 'prompt_empty', params: {} })
  if (input.prompt.length > GENERATION_LIMITS.promptMaxChars) {
    const params = { max: GENERATION_LIMITS.promptMaxChars, length: input.prompt.length }
    issues.push({ field: 'prompt', code: 'prompt_too_long', params })
  }
  if (input.referenceIds.length > model.references.max) {
    const params = { max: model.references.max, count: input.referenceIds.length, model: model.name }
    issues.push({ field: 'referenceIds', code: 'too_many_references', params })
  }
  if (input.ratio !== 'auto' && !model.ratios.includes(input.ratio)) {
    const params = { ratio: input.ratio, model: model.name, allowed: model.ratios.join(', ') }
    issues.push({ field: 'ratio', code: 'ratio_not_offered', params })
  }
  if (!model.tiers.includes(input.tier)) {
    const params = { tier: input.tier, model: model.name, allowed: model.tiers.join(', ') }
    issues.push({ field: 'tier', code: 'tier_not_offered', params })
  }
  if (input.temperature !== null) {
    if (model.temperature === null) {
      issues.push({ field: 'temperature', code: 'temperature_not_offered', params: { model: model.name } })
    } else if (input.temperature < model.temperature.min || input.temperature > model.temperature.max) {
      const { min, max } = model.temperature
      issues.push({ field: 'temperature', code: 'temperature_out_of_range', params: { min, max } })
    }
  }
  return issues
}

import {
  estimatePriceMicroUsd,
  modelProfile,
  nearestRatio,
  pixelsFor,
  type Size,
} from '#lib/models/catalogue.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'

/** Pixels to reserve for a picture: for `auto` the first reference's shape where it is known, else a square. */
function expectedSize(input: GenerationInput, references: readonly ReferenceDto[]): Size {
  if (input.ratio !== 'auto') return pixelsFor(input.ratio, input.tier)
  const first = references[0]
  if (!first?.width || !first.height) return pixelsFor('1:1', input.tier)
  const shape = { width: first.width, height: first.height }
  return pixelsFor(nearestRatio(shape, modelProfile(input.model).ratios), input.tier)
}

/** The `changedAt` of a run that the server has not acknowledged yet. */
const UNSENT = '1970-01-01T00:00:00.000Z'

/** True for a run that is on screen but not with the server yet: nothing can be done to it. */
export function isUnsent(generation: GenerationDto): boolean {
  return generation.changedAt === UNSENT
}

/** The run as it will come back from the server, to show before it has answered. */
export function unsentGeneration(
  input: GenerationInput,
  references: ReferenceDto[],
  submittedAt: number,
): GenerationDto {
  const now = new Date(submittedAt).toISOString()
  const expected = expectedSize(input, references)
  return {
    id: input.id,
    person: { id: '00000000-0000-4000-8000-000000000000', name: '', avatar: null },
    source: 'studio',
    createdAt: now,
    changedAt: UNSENT,
    private: input.private ?? false,
    prompt: input.prompt,
    model: input.model,
    ratio: input.ratio,
    tier: input.tier,
    n: input.n,
    temperature: input.temperature,
    references,
    roles: references.map((_, index) => input.roles?.[index] ?? null),
    sentPrompt: null,
    kit: null,
    useCase: input.useCase ?? null,
    matrix: null,
    images: Array.from({ length: input.n }, (_, index) => ({
      id: `${input.id}:${index}`,
      generationId: input.id,
      index,
      status: 'queued' as const,
      step: null,
      expected,
      queuedAt: now,
      startedAt: null,
      finishedAt: null,
      expectedMs: modelProfile(input.model).usualMs[input.tier],
      waiting: null,
      failure: null,
      cancelBilled: null,
      asset: null,
      mismatch: false,
      rating: null,
      tags: [],
      note: '',
      attempts: 0,
      deletedAt: null,
    })),
    estimatedPriceMicroUsd: estimatePriceMicroUsd(input.model, input.tier, input.n),
    sandbox: false,
    deletedAt: null,
  }
}

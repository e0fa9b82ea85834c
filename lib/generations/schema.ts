import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { attemptDto, imageDto } from '#lib/images/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { referenceDto } from '#lib/references/schema.ts'
import { GENERATION_LIMITS } from './limits.ts'

/** What the composer holds and `POST /api/generations` takes: one schema for both. */
export const generationInput = z.object({
  /** Made by the client; sending it again returns the first generation instead of making another. */
  id: z.uuid().check(z.toLowerCase()),
  prompt: z.string(),
  model: z.string().check(z.minLength(1), z.maxLength(100)),
  ratio: z.enum(RATIO_CHOICES),
  tier: z.enum(TIERS),
  /** Pictures to make; each is a call of its own. */
  n: z.int().check(z.minimum(1), z.maximum(GENERATION_LIMITS.maxImages)),
  /** `null` leaves it to the model. */
  temperature: z.nullable(z.number()),
  /** Ids of references in the order the model sees them. */
  referenceIds: z.array(z.uuid().check(z.toLowerCase())),
  /** Only the maker will see it; left out, the team does. */
  private: z.optional(z.boolean()),
})
export type GenerationInput = z.infer<typeof generationInput>

/** What `PATCH /api/generations/{id}` takes. */
export const generationChange = z.object({ private: z.boolean() })

/** A run as the browser sees it. */
export const generationDto = z.object({
  id: z.uuid(),
  person: personRef,
  source: z.enum(['studio', 'api']),
  createdAt: z.string(),
  /** Moves with every change of the run or its pictures; newer wins. ISO 8601 with milliseconds. */
  changedAt: z.string(),
  /** Only its maker sees it. */
  private: z.boolean(),
  prompt: z.string(),
  model: z.string(),
  ratio: z.enum(RATIO_CHOICES),
  /** `null` where a program sent a size outside the table and left the choice to the model. */
  tier: z.nullable(z.enum(TIERS)),
  n: z.number(),
  temperature: z.nullable(z.number()),
  references: z.array(referenceDto),
  /** In the order of their index; pictures in the trash are left out. */
  images: z.array(imageDto),
  /** Of the whole run, millionths of a US dollar; `null` where the price is unknown. */
  estimatedPriceMicroUsd: z.nullable(z.number()),
  /** True where the sandbox drew it. */
  sandbox: z.boolean(),
  deletedAt: z.nullable(z.string()),
})
export type GenerationDto = z.infer<typeof generationDto>

export const feedPageDto = z.object({ items: z.array(generationDto), nextCursor: z.nullable(z.string()) })
export type FeedPageDto = z.infer<typeof feedPageDto>

/** Everything the viewer shows of one picture. */
export const imageDetailDto = z.object({
  image: imageDto,
  generation: generationDto,
  attempts: z.array(attemptDto),
})
export type ImageDetailDto = z.infer<typeof imageDetailDto>

export const recentPromptDto = z.object({ prompt: z.string(), generationId: z.uuid(), createdAt: z.string() })
export type RecentPromptDto = z.infer<typeof recentPromptDto>

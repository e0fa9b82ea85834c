import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { attemptDto, imageDto } from '#lib/images/schema.ts'
import { kitRef } from '#lib/kits/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES } from '#lib/references/roles.ts'
import { referenceDto } from '#lib/references/schema.ts'
import { DERIVATIONS } from './derivations.ts'
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
  /** What each reference is there for, in the order of `referenceIds`; left out, none has a role. */
  roles: z.optional(z.array(z.nullable(z.enum(REFERENCE_ROLES)))),
  /** The picture whose recipe this goes on from, and how. */
  parent: z.optional(z.object({ imageId: z.uuid().check(z.toLowerCase()), derivation: z.enum(DERIVATIONS) })),
  /** The kit it is made with. */
  kit: z.optional(z.object({ id: z.uuid().check(z.toLowerCase()), version: z.int().check(z.minimum(1)) })),
  /** Id of the use-case size its pictures are for: `lib/models/use-cases.ts`. */
  useCase: z.optional(z.string().check(z.maxLength(60))),
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
  /** In the order of `references`. */
  roles: z.array(z.nullable(z.enum(REFERENCE_ROLES))),
  /** What the model was sent where that is more than `prompt`: roles, a kit's standing text. */
  sentPrompt: z.nullable(z.string()),
  kit: z.nullable(kitRef),
  useCase: z.nullable(z.string()),
  /** The matrix it is a cell of, and its place on each axis, from 0. */
  matrix: z.nullable(z.object({ id: z.uuid(), cell: z.array(z.number()) })),
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
  /** Whether the person who asks has put a heart on it. */
  favourite: z.boolean(),
})
export type ImageDetailDto = z.infer<typeof imageDetailDto>

/** A prompt that somebody used; of a matrix its template, with the values that its slots had. */
export const recentPromptDto = z.object({
  prompt: z.string(),
  slots: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  /** Of the last run with it. */
  generationId: z.uuid(),
  createdAt: z.string(),
})
export type RecentPromptDto = z.infer<typeof recentPromptDto>

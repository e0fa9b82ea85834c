import * as z from 'zod/mini'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES } from '#lib/references/roles.ts'
import { referenceDto } from '#lib/references/schema.ts'

const uuid = z.uuid().check(z.toLowerCase())
/** PostgreSQL stores no null characters, and no prompt of ours holds one. */
const words = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => !text.includes('\0'), { error: 'a null character' }),
  )

/**
 * How a picture was made, as an exported file carries it. What was read from a file is a claim of whoever wrote the file:
 * ids in it open nothing, they are looked up as the person who asks.
 */
export const recipe = z.object({
  version: z.literal(1),
  /** The program that wrote it. */
  software: words(60),
  prompt: words(10_000),
  /** What the model was sent where that is more; `null` also where a file had no room for it. */
  sentPrompt: z.nullable(words(40_000)),
  model: words(100).check(z.minLength(1)),
  ratio: z.enum(RATIO_CHOICES),
  tier: z.nullable(z.enum(TIERS)),
  temperature: z.nullable(z.number()),
  /** In the order the model saw them. */
  references: z
    .array(
      z.object({
        id: uuid,
        name: words(500),
        /** SHA-256 of what the person had handed in, hex. */
        sha256: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
        role: z.nullable(z.enum(REFERENCE_ROLES)),
      }),
    )
    .check(z.maxLength(50)),
  kit: z.nullable(z.object({ id: uuid, version: z.int().check(z.minimum(1)), name: words(200) })),
  useCase: z.nullable(words(60)),
  imageId: uuid,
  /** ISO 8601. */
  madeAt: words(40),
})
export type Recipe = z.infer<typeof recipe>

/** A recipe that was found with a picture, as far as this person can take it up. */
export const foundRecipeDto = z.object({
  /** Whether the file is one of our originals or carries the recipe itself. */
  from: z.enum(['original', 'embedded']),
  prompt: z.string(),
  model: z.string(),
  ratio: z.enum(RATIO_CHOICES),
  tier: z.nullable(z.enum(TIERS)),
  temperature: z.nullable(z.number()),
  /** In the order the model saw them; `null` where there is none that this person may use. */
  references: z.array(
    z.object({
      name: z.string(),
      role: z.nullable(z.enum(REFERENCE_ROLES)),
      reference: z.nullable(referenceDto),
    }),
  ),
  /** `null` where it was made without one, or it is not here. */
  kit: z.nullable(z.object({ id: z.uuid(), version: z.number(), name: z.string() })),
  /** Name of a kit that is not here. */
  missingKit: z.nullable(z.string()),
  useCase: z.nullable(z.string()),
  /** The picture, where it is here for this person. */
  imageId: z.nullable(z.uuid()),
  /** True where the picture is one that only this person sees: what goes on from it begins private as well. */
  private: z.boolean(),
})
export type FoundRecipeDto = z.infer<typeof foundRecipeDto>

/** `POST /api/recipes/read` with the bytes of a picture. */
export const recipeReadDto = z.object({ recipe: z.nullable(foundRecipeDto) })
export type RecipeReadDto = z.infer<typeof recipeReadDto>

import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES } from '#lib/references/roles.ts'
import { referenceDto } from '#lib/references/schema.ts'
import { KIT_LIMITS } from './limits.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })
const id = z.uuid().check(z.toLowerCase())

/** What a kit brings to a run, at one of its versions. */
export const kitContent = z.object({
  /** In the order the model sees them. */
  references: z
    .array(z.object({ referenceId: id, role: z.nullable(z.enum(REFERENCE_ROLES)) }))
    .check(z.maxLength(KIT_LIMITS.references)),
  /** Written after the person's prompt. */
  standingText: z.string().check(z.trim(), z.maxLength(KIT_LIMITS.standingChars), storable),
  /** Words that no prompt made with the kit may hold, whole and in any case. */
  forbiddenWords: z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(KIT_LIMITS.forbiddenWordChars), storable))
    .check(z.maxLength(KIT_LIMITS.forbiddenWords)),
  /** What the composer is set to when the kit is applied; what is `null` stays. */
  settings: z.object({
    model: z.nullable(z.string().check(z.maxLength(100), storable)),
    ratio: z.nullable(z.enum(RATIO_CHOICES)),
    tier: z.nullable(z.enum(TIERS)),
    temperature: z.nullable(z.number()),
  }),
})
export type KitContent = z.infer<typeof kitContent>

/** `POST /api/kits`, and with `version` (the one the person has seen) `PUT /api/kits/{id}`. */
export const kitInput = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(KIT_LIMITS.nameChars), storable),
  content: kitContent,
})
export type KitInput = z.infer<typeof kitInput>

/** `PUT /api/kits/{id}`: refused where the kit has moved on from the version that the person has seen. */
export const kitEdit = z.object({ ...kitInput.shape, version: z.int().check(z.minimum(1)) })
export type KitEdit = z.infer<typeof kitEdit>

/** `PATCH /api/kits/{id}`: what is left out stays. `deleted: false` takes a deletion back. */
export const kitChange = z.partial(
  z.object({ name: kitInput.shape.name, archived: z.boolean(), deleted: z.literal(false) }),
)
export type KitChange = z.infer<typeof kitChange>

/** A kit as the browser sees it, at its present or an earlier version. */
export const kitDto = z.object({
  id: z.uuid(),
  owner: personRef,
  name: z.string(),
  version: z.number(),
  content: kitContent,
  /** The references of `content`, in its order. */
  references: z.array(referenceDto),
  /** Who made this version, and when (ISO 8601). */
  madeBy: personRef,
  madeAt: z.string(),
  /** The version that is applied now; `version` may be an earlier one. */
  currentVersion: z.number(),
  /** Finished pictures made with it that the person may see. */
  pictures: z.number(),
  archived: z.boolean(),
  mayEdit: z.boolean(),
})
export type KitDto = z.infer<typeof kitDto>

/** What a kit held at one of its versions, for its history. */
export const kitVersionDto = z.object({
  version: z.number(),
  madeBy: personRef,
  madeAt: z.string(),
  content: kitContent,
})
export type KitVersionDto = z.infer<typeof kitVersionDto>

/** `GET /api/kits/{id}/versions`: the newest first, with every reference that one of them holds. */
export interface KitHistoryDto {
  items: KitVersionDto[]
  references: z.infer<typeof referenceDto>[]
}

/** The kit that a run was made with. */
export const kitRef = z.object({ id: z.uuid(), version: z.number(), name: z.string() })
export type KitRef = z.infer<typeof kitRef>

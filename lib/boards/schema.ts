import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { BOARD_ACCESS, BOARD_LIMITS, BOARD_SORTS } from './limits.ts'

export { BOARD_ACCESS, BOARD_SORTS, type BoardAccess, type BoardSort } from './limits.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(BOARD_LIMITS.nameChars), storable)
const description = z.string().check(z.trim(), z.maxLength(BOARD_LIMITS.descriptionChars), storable)
const id = z.uuid().check(z.toLowerCase())

/** `POST /api/boards`. */
export const boardInput = z.object({
  name,
  description: z._default(description, ''),
  access: z.enum(BOARD_ACCESS),
})
export type BoardInput = z.infer<typeof boardInput>

/** `PATCH /api/boards/{id}`: what is left out stays. `coverImageId: null` goes back to the first picture. */
export const boardChange = z.partial(
  z.object({
    name,
    description,
    access: z.enum(BOARD_ACCESS),
    sort: z.enum(BOARD_SORTS),
    coverImageId: z.nullable(id),
    archived: z.boolean(),
  }),
)
export type BoardChange = z.infer<typeof boardChange>

/** `DELETE /api/boards/{id}/images`. */
export const boardImagesInput = z.object({
  imageIds: z.array(id).check(z.minLength(1), z.maxLength(BOARD_LIMITS.imagesPerRequest)),
})

/** Places in a board's order by hand, by picture. */
export type Places = Readonly<Record<string, number>>

const place = z.number().check(z.minimum(-BOARD_LIMITS.farthestPlace), z.maximum(BOARD_LIMITS.farthestPlace))

/** `POST /api/boards/{id}/images`: at its end, or where a `DELETE` took them away. */
export const boardAddInput = z.extend(boardImagesInput, { places: z.optional(z.record(id, place)) })

/** `POST /api/boards/{id}/order`: puts a picture right before another, or at the end. */
export const boardOrderInput = z.object({ imageId: id, before: z.nullable(id) })
export type BoardOrderInput = z.infer<typeof boardOrderInput>

/** `POST /api/boards/{id}/transfer`. */
export const boardTransferInput = z.object({ personId: id })

/** What came of adding pictures: `missing` ones are not there for this person, or not any more. */
export const boardAddedDto = z.object({ added: z.number(), already: z.number(), missing: z.number() })
export type BoardAddedDto = z.infer<typeof boardAddedDto>

/** Where the pictures stood that were taken off; undone by adding them again with it. */
export interface BoardRemovedDto {
  places: Places
}

/** A board in a list of names. */
export const boardRef = z.object({ id: z.uuid(), name: z.string() })
export type BoardRef = z.infer<typeof boardRef>

/** A board as one person sees it: numbers and cover count only pictures that this person may see. */
export const boardDto = z.object({
  id: z.uuid(),
  owner: personRef,
  name: z.string(),
  description: z.string(),
  access: z.enum(BOARD_ACCESS),
  sort: z.enum(BOARD_SORTS),
  count: z.number(),
  /** The first pictures, for the board's tile; the cover first. */
  cover: z.array(
    z.object({ id: z.uuid(), width: z.number(), height: z.number(), thumbHash: z.nullable(z.string()) }),
  ),
  createdAt: z.string(),
  changedAt: z.string(),
  archivedAt: z.nullable(z.string()),
  /** What this person may do with it. */
  can: z.object({
    /** Add, remove and order pictures. */
    edit: z.boolean(),
    /** Rename, open to the team, share, archive, delete. */
    manage: z.boolean(),
    /** Make it private: to anybody but its owner it would be gone. */
    hide: z.boolean(),
    /** Give it to another person. */
    transfer: z.boolean(),
  }),
})
export type BoardDto = z.infer<typeof boardDto>

import * as z from 'zod/mini'
import { MAX_MARKED, NOTE_MAX_CHARS, TAG_LIMITS } from './limits.ts'
import { cleanTag } from './tags.ts'

/** Pictures that one request is about. */
export const imageIds = z
  .array(z.uuid().check(z.toLowerCase()))
  .check(z.minLength(1), z.maxLength(MAX_MARKED))

const tag = z.pipe(
  z.pipe(z.string().check(z.maxLength(1000)), z.transform(cleanTag)),
  z.string().check(z.minLength(1), z.maxLength(TAG_LIMITS.maxChars)),
)
const tags = z.array(tag).check(z.minLength(1), z.maxLength(TAG_LIMITS.maxPerPicture))

/** What `POST /api/images/marks` takes: one kind of mark for all of the pictures. */
export const marksInput = z.union([
  z.strictObject({
    imageIds,
    /** 1 to 5, the team's; `null` takes the rating away, and so does 0. */
    rating: z.nullable(z.int().check(z.minimum(0), z.maximum(5))),
  }),
  z.strictObject({
    imageIds,
    /** The heart of the person who asks. */
    favourite: z.boolean(),
  }),
  z
    .strictObject({ imageIds, addTags: z.optional(tags), removeTags: z.optional(tags) })
    .check(z.refine((input) => input.addTags !== undefined || input.removeTags !== undefined)),
])
export type MarksInput = z.infer<typeof marksInput>

/** What undoes it: the same requests again, one for each value that there was before. */
export interface MarksDto {
  undo: MarksInput[]
}

/** What `POST /api/images/tags` takes: it asks only, for more pictures than an address can name. */
export const tagsOfInput = z.object({ imageIds })

/** What `PATCH /api/images/{id}` takes. */
export const imageChange = z.object({ note: z.string().check(z.maxLength(NOTE_MAX_CHARS)) })

/** A tag with how many pictures have it, of those that the person may see. */
export interface TagDto {
  tag: string
  count: number
}

import * as z from 'zod/mini'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { imageIds } from '#lib/marks/schema.ts'

/** What `POST /api/images/trash` and `/restore` take. */
export const trashInput = z.object({ imageIds })

/** Which of them came about: what a request of the opposite takes back. */
export interface TrashedDto {
  imageIds: string[]
  /** How many stayed as they were because they are somebody else's. */
  refused: number
}

/** What `POST /api/trash/empty` takes: these pictures, or all of one's own, or the whole team's (admins). */
export const emptyInput = z.object({
  imageIds: z.optional(imageIds),
  scope: z.optional(z.enum(['mine', 'team'])),
})
export type EmptyInput = z.infer<typeof emptyInput>

export interface EmptiedDto {
  /** How many are gone for good. Those whose call is under way stay until it has ended. */
  deleted: number
}

/** A picture in the trash. */
export interface TrashItemDto extends GalleryItemDto {
  deletedAt: string
  /** When it will be gone for good. */
  leavesAt: string
}

export interface TrashPageDto {
  items: TrashItemDto[]
  /** All that there are. */
  count: number
  nextCursor: string | null
}

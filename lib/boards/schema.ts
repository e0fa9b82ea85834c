import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'

/** Who sees and who changes a board besides its owner: nobody, the team sees, the team changes. */
export const BOARD_ACCESS = ['private', 'team_view', 'team_edit'] as const
export type BoardAccess = (typeof BOARD_ACCESS)[number]

/** `hand` keeps the order people gave; `date` is newest first. */
export const BOARD_SORTS = ['hand', 'date'] as const
export type BoardSort = (typeof BOARD_SORTS)[number]

export const BOARD_LIMITS = { nameChars: 80, descriptionChars: 2000, imagesPerRequest: 200 } as const

export const boardInput = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(BOARD_LIMITS.nameChars)),
  description: z._default(z.string().check(z.maxLength(BOARD_LIMITS.descriptionChars)), ''),
  access: z.enum(BOARD_ACCESS),
})
export type BoardInput = z.infer<typeof boardInput>

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
  /** What this person may do with it: add, remove and order pictures; rename, share, archive, delete; hand over. */
  can: z.object({ edit: z.boolean(), manage: z.boolean(), transfer: z.boolean() }),
})
export type BoardDto = z.infer<typeof boardDto>

import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { SHARE_KINDS, SHARE_LIMITS, SHARE_STATES } from './limits.ts'

export { SHARE_KINDS, SHARE_LIMITS, type ShareKind } from './limits.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })

/** What the maker chooses, at making and later. */
export const shareOptions = z.object({
  title: z.string().check(z.trim(), z.maxLength(SHARE_LIMITS.titleChars), storable),
  note: z.string().check(z.trim(), z.maxLength(SHARE_LIMITS.noteChars), storable),
  allowDownload: z.boolean(),
  showPrompt: z.boolean(),
  showMaker: z.boolean(),
  /** ISO 8601; `null` for never. */
  expiresAt: z.nullable(z.iso.datetime()),
})
export type ShareOptions = z.infer<typeof shareOptions>

const password = z
  .string()
  .check(z.minLength(SHARE_LIMITS.passwordMinChars), z.maxLength(SHARE_LIMITS.passwordMaxChars))

/** `POST /api/shares`. */
export const shareInput = z.object({
  ...shareOptions.shape,
  kind: z.enum(SHARE_KINDS),
  /** Of `images`, in the order shown. */
  imageIds: z.optional(
    z.array(z.uuid().check(z.toLowerCase())).check(z.minLength(1), z.maxLength(SHARE_LIMITS.images)),
  ),
  /** Of the other two kinds. */
  boardId: z.optional(z.uuid().check(z.toLowerCase())),
  password: z.nullable(password),
})
export type ShareInput = z.infer<typeof shareInput>

/** `PATCH /api/shares/{id}`: what is left out stays; `password: null` takes the password away. */
export const shareChange = z.partial(z.object({ ...shareOptions.shape, password: z.nullable(password) }))
export type ShareChange = z.infer<typeof shareChange>

/** A link in its maker's list. */
export const shareDto = z.object({
  id: z.uuid(),
  maker: personRef,
  kind: z.enum(SHARE_KINDS),
  board: z.nullable(z.object({ id: z.uuid(), name: z.string() })),
  ...shareOptions.shape,
  hasPassword: z.boolean(),
  state: z.enum(SHARE_STATES),
  /** Pictures that the link shows now. */
  count: z.number(),
  /** The first pictures, for the list. */
  cover: z.array(
    z.object({ id: z.uuid(), width: z.number(), height: z.number(), thumbHash: z.nullable(z.string()) }),
  ),
  createdAt: z.string(),
  views: z.number(),
  lastViewAt: z.nullable(z.string()),
})
export type ShareDto = z.infer<typeof shareDto>

/** `POST /api/shares` and `…/rotate`: the only time the address is known. */
export const madeShareDto = z.object({ share: shareDto, url: z.string() })
export type MadeShareDto = z.infer<typeof madeShareDto>

import * as z from 'zod/mini'
import type { Choices } from '#lib/profile/choices.ts'
import { emailField } from './fields.ts'
import { NAME_MAX_CHARS } from './limits.ts'
import { ROLES } from './roles.ts'

export { NAME_MAX_CHARS, PASSWORD } from './limits.ts'
export { type Capability, may, ROLES, type Role } from './roles.ts'

/** A person as everybody signed in sees them. */
export const personRef = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Version of the person's picture at `/api/people/{id}/avatar?v=`; `null` where there is none. */
  avatar: z.nullable(z.string()),
})
export type PersonRef = z.infer<typeof personRef>

/** The person who is signed in, as their own browser sees them. */
export const meDto = z.object({
  ...personRef.shape,
  email: z.string(),
  role: z.enum(ROLES),
  /** New runs begin private in the composer. */
  newPrivate: z.boolean(),
})
/** With the small choices that follow them to every browser. */
export type MeDto = z.infer<typeof meDto> & { choices: Choices }

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_MAX_CHARS))
/** Its rules are those of `checkPassword`; this is only a bound. */
const password = z.string().check(z.minLength(1), z.maxLength(1000))

export const signInInput = z.object({
  email: z.string().check(z.maxLength(254)),
  password,
  /** A path of this studio to go to. */
  return: z.optional(z.string()),
})

/** `to`: the path to open now. */
export interface SignedInDto {
  me: MeDto
  to: string
}

/** Answer of `POST /api/invites/accept` and `POST /api/password/reset`: where to go on. */
export interface EnteredDto {
  to: string
}

export const setUpInput = z.object({ token: z.string(), name, email: emailField, password })
export type SetUpInput = z.infer<typeof setUpInput>

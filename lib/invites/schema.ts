import * as z from 'zod/mini'
import { emailField } from '#lib/accounts/fields.ts'
import { ROLES } from '#lib/accounts/roles.ts'
import { NAME_MAX_CHARS, PASSWORD, personRef } from '#lib/accounts/schema.ts'

/** How long an invitation can be accepted. */
export const INVITE_DAYS = 7

/** `POST /api/admin/invites`. */
export const inviteInput = z.strictObject({
  role: z.enum(ROLES),
  /** Where given, the account is made for this address. */
  email: z.optional(z.nullable(emailField)),
  /** Send the link to that address, where the studio can send mail. */
  send: z.optional(z.boolean()),
})
export type InviteInput = z.infer<typeof inviteInput>

export const INVITE_STATES = ['pending', 'used', 'expired', 'revoked'] as const
export type InviteState = (typeof INVITE_STATES)[number]

/** An invitation as admins see it. */
export const inviteDto = z.object({
  id: z.uuid(),
  role: z.enum(ROLES),
  email: z.nullable(z.string()),
  state: z.enum(INVITE_STATES),
  invitedBy: personRef,
  createdAt: z.string(),
  expiresAt: z.string(),
  usedBy: z.nullable(personRef),
})
export type InviteDto = z.infer<typeof inviteDto>

/**
 * Answer of `POST /api/admin/invites`: the only time the address is known. `url` is a path where `BUNCH_URL` is not set:
 * what stands in a request's headers is not trusted for a link. `mail` says whether it was sent; `null` where nobody asked.
 */
export const madeInviteDto = z.object({
  invite: inviteDto,
  url: z.string(),
  mail: z.nullable(z.enum(['sent', 'failed'])),
})
export type MadeInviteDto = z.infer<typeof madeInviteDto>

/** `POST /api/invites/accept`. The role is the invitation's: there is no field for it. */
export const acceptInput = z.strictObject({
  token: z.string().check(z.maxLength(200)),
  name: z.string().check(z.maxLength(NAME_MAX_CHARS * 2)),
  /** Needed where the invitation is for no address. */
  email: z.optional(emailField),
  password: z.string().check(z.maxLength(PASSWORD.maxChars)),
})
export type AcceptInput = z.infer<typeof acceptInput>

/** What the holder of a link that can be accepted is told. */
export interface OpenInvite {
  role: (typeof ROLES)[number]
  email: string | null
  invitedBy: string
}

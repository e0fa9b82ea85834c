import * as z from 'zod/mini'
import { emailField } from '#lib/accounts/fields.ts'
import { PASSWORD } from '#lib/accounts/schema.ts'

/** How long a link to a new password can be used. */
export const PASSWORD_LINK_HOURS = 24

/** `POST /api/password/forgot`. */
export const forgotInput = z.strictObject({ email: emailField })

/** `POST /api/password/reset`. */
export const resetInput = z.strictObject({
  token: z.string().check(z.maxLength(200)),
  password: z.string().check(z.maxLength(PASSWORD.maxChars)),
})
export type ResetInput = z.infer<typeof resetInput>

/** Answer of `POST /api/admin/people/{id}/password-link`: the only time the address is known; see `MadeInviteDto.url`. */
export interface MadePasswordLinkDto {
  url: string
  /** ISO 8601. */
  expiresAt: string
}

import * as z from 'zod/mini'
import { ROLES } from './roles.ts'

export { CAPABILITIES, type Capability, may, ROLES, type Role } from './roles.ts'

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
export type MeDto = z.infer<typeof meDto>

export const PASSWORD = { minChars: 10, maxChars: 200 } as const
export const NAME_MAX_CHARS = 80

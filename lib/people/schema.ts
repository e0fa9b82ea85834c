import * as z from 'zod/mini'
import { ROLES } from '#lib/accounts/roles.ts'
import { personRef } from '#lib/accounts/schema.ts'

/** A person as admins see them. */
export const personDto = z.object({
  ...personRef.shape,
  /** `null` for an owner who has not set the studio up yet. */
  email: z.nullable(z.string()),
  role: z.enum(ROLES),
  suspended: z.boolean(),
  /** ISO 8601; `null` for somebody who was never here. */
  lastSeenAt: z.nullable(z.string()),
  createdAt: z.string(),
})
export type PersonDto = z.infer<typeof personDto>

/** `PATCH /api/admin/people/{id}`: what is left out stays. */
export const personChange = z.strictObject({
  role: z.optional(z.enum(ROLES)),
  suspended: z.optional(z.boolean()),
})
export type PersonChange = z.infer<typeof personChange>

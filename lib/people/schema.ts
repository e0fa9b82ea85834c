import * as z from 'zod/mini'
import { may, personRef, ROLES, type Role } from '#lib/accounts/schema.ts'

/** The roles a person may give: their own and those below, so nobody rises by their own hand, and only an owner makes owners. */
export function rolesToGive(role: Role): Role[] {
  return may(role, 'administer') ? ROLES.slice(ROLES.indexOf(role)) : []
}

/** Whether someone of this role may change, suspend, sign out or remove somebody of that role. */
export function mayManage(role: Role, other: Role): boolean {
  return rolesToGive(role).includes(other)
}

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

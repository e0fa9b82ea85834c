import * as z from 'zod/mini'

/** What people may do, from most to least. Each role may do what the ones after it may. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/**
 * What a route or an action needs. `view`: look at what the team sees. `make`: pictures, boards, links, keys (everything that changes
 * or costs something). `administer`: people, invites, the audit log, everybody's links.
 */
export const CAPABILITIES = ['view', 'make', 'administer'] as const
export type Capability = (typeof CAPABILITIES)[number]

const LEAST_ROLE = { view: 'viewer', make: 'member', administer: 'admin' } as const satisfies Record<
  Capability,
  Role
>

/** Whether a role has a capability. */
export function may(role: Role, capability: Capability): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(LEAST_ROLE[capability])
}

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

// Apart from the schema, so that the interface can ask what a role may do without loading a validator into the page.

/** What people may do, from most to least. Each role may do what the ones after it may. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/**
 * What a route or an action needs. `view`: look at what the team sees. `make`: pictures, boards, links, keys (everything that changes
 * or costs something). `administer`: people, invites, the audit log, everybody's links.
 */
export type Capability = 'view' | 'make' | 'administer'

const LEAST_ROLE = { view: 'viewer', make: 'member', administer: 'admin' } as const satisfies Record<
  Capability,
  Role
>

/** Whether a role has a capability. */
export function may(role: Role, capability: Capability): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(LEAST_ROLE[capability])
}

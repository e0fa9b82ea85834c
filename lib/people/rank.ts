import { may, ROLES, type Role } from '#lib/accounts/roles.ts'

/** The roles a person may give: their own and those below, so nobody rises by their own hand, and only an owner makes owners. */
export function rolesToGive(role: Role): Role[] {
  return may(role, 'administer') ? ROLES.slice(ROLES.indexOf(role)) : []
}

/** Whether someone of this role may change, suspend, sign out or remove somebody of that role. */
export function mayManage(role: Role, other: Role): boolean {
  return rolesToGive(role).includes(other)
}

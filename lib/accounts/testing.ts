import type { Actor } from '#lib/studio.ts'
import type { Role } from './schema.ts'

/** A person who acts, for tests that ask a service directly. */
export function actorOf(personId: string, role: Role = 'member'): Actor {
  return { personId, role, ip: null }
}

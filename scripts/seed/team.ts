import { OWNER_ID } from '#lib/accounts/mutations.ts'
import type { credentials, people } from '#lib/db/schema/schema.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { uuidOf } from './rows.ts'
import { PEOPLE } from './words.ts'

const DAY_MS = 86_400_000

/** Somebody who makes pictures, from when to when, and how much of all. */
export interface Maker {
  id: string
  from: Date
  to: Date
  weight: number
}

export interface Team {
  makers: Maker[]
  people: (typeof people.$inferInsert)[]
  credentials: (typeof credentials.$inferInsert)[]
}

/**
 * The owner, who is there, and 23 others: two admins, a viewer, two who are suspended, two who were removed. A few make
 * most of the pictures, as in any team.
 *
 * @param passwordHash of the password that everybody but the removed gets; without one nobody can sign in
 */
export function makeTeam(params: {
  since: Date
  until: Date
  passwordHash: string | null
  random: Random
}): Team {
  const { since, until, passwordHash, random } = params
  const days = (until.getTime() - since.getTime()) / DAY_MS
  const team: Team = {
    makers: [{ id: OWNER_ID, from: since, to: until, weight: 6 }],
    people: [],
    credentials: [],
  }
  const dayAt = (share: number) => new Date(since.getTime() + Math.floor(share * days) * DAY_MS)
  PEOPLE.forEach((name, index) => {
    const id = uuidOf(random)
    const joined = index < 8 ? since : dayAt(random.range(0, 0.75))
    const removed = index === 11 || index === 17
    const suspended = index === 9 || index === 14
    const isViewer = index === 22
    const left = removed || suspended ? dayAt(random.range(0.8, 0.97)) : null
    team.people.push({
      id,
      name,
      email: removed ? null : `person${index + 1}.${id.slice(0, 4)}@example.com`,
      emailVerified: false,
      role: index < 2 ? 'admin' : isViewer ? 'viewer' : 'member',
      suspendedAt: suspended ? left : null,
      removedAt: removed ? left : null,
      lastSeenAt: left ?? until,
      createdAt: joined,
      updatedAt: left ?? joined,
    })
    if (passwordHash !== null && !removed) {
      const account = { personId: id, providerId: 'credential', accountId: id, password: passwordHash }
      team.credentials.push({ id: uuidOf(random), ...account, createdAt: joined, updatedAt: joined })
    }
    if (!isViewer) team.makers.push({ id, from: joined, to: left ?? until, weight: 10 / (index + 1) + 0.4 })
  })
  return team
}

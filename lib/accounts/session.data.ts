import 'server-only'
import { and, eq, gt } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { people, sessions } from '#lib/db/schema/schema.ts'
import { readChoices } from '#lib/profile/choices.ts'
import { OWNER_ID } from './mutations.ts'
import type { MeDto } from './schema.ts'

/** Whether a person may be signed in. */
export async function personStanding(
  db: Db | Tx,
  personId: string,
): Promise<'active' | 'suspended' | 'unknown'> {
  const [row] = await db
    .select({ suspendedAt: people.suspendedAt, removedAt: people.removedAt })
    .from(people)
    .where(eq(people.id, personId))
  if (!row || row.removedAt) return 'unknown'
  return row.suspendedAt ? 'suspended' : 'active'
}

/** A session in force, with the person as they are now. */
export interface SessionRow {
  id: string
  updatedAt: Date
  lastSeenAt: Date | null
  me: MeDto
}

const sessionColumns = {
  id: sessions.id,
  updatedAt: sessions.updatedAt,
  lastSeenAt: people.lastSeenAt,
  personId: people.id,
  name: people.name,
  email: people.email,
  role: people.role,
  avatar: people.avatarSha256,
  newPrivate: people.newPrivate,
  choices: people.choices,
  suspendedAt: people.suspendedAt,
  removedAt: people.removedAt,
}

/** The session with this token or id, unless it has ended or its person was suspended or removed. */
export async function liveSession(
  db: Db | Tx,
  by: { token: string } | { id: string },
  now: Date,
): Promise<SessionRow | null> {
  const which = 'token' in by ? eq(sessions.token, by.token) : eq(sessions.id, by.id)
  const [row] = await db
    .select(sessionColumns)
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(which, gt(sessions.expiresAt, now)))
  if (!row || row.suspendedAt || row.removedAt) return null
  return {
    id: row.id,
    updatedAt: row.updatedAt,
    lastSeenAt: row.lastSeenAt,
    me: {
      id: row.personId,
      name: row.name,
      email: row.email ?? '',
      role: row.role,
      avatar: row.avatar,
      newPrivate: row.newPrivate,
      choices: readChoices(row.choices),
    },
  }
}

/** The address of the owner's account; `null` until the studio is set up. */
export async function ownerEmail(db: Db | Tx): Promise<string | null> {
  const [row] = await db.select({ email: people.email }).from(people).where(eq(people.id, OWNER_ID))
  return row?.email ?? null
}

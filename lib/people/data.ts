import 'server-only'
import { and, asc, count, eq, exists, isNull, or, sql } from 'drizzle-orm'
import { may } from '#lib/accounts/roles.ts'
import type { PersonRef } from '#lib/accounts/schema.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'
import type { PersonDto } from './schema.ts'

/** The columns of a `PersonRef`. */
const personRefColumns = { id: people.id, name: people.name, avatar: people.avatarSha256 }

/** Everybody who is here, and those who left pictures that the team sees: names to filter by. */
export async function listPersonRefs(db: Db): Promise<PersonRef[]> {
  const visiblePictures = db
    .select({ one: sql`1` })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(
      and(
        eq(images.personId, people.id),
        eq(images.status, 'succeeded'),
        isNull(images.deletedAt),
        isNull(generations.deletedAt),
        eq(generations.private, false),
      ),
    )
  return db
    .select(personRefColumns)
    .from(people)
    .where(or(isNull(people.removedAt), exists(visiblePictures)))
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
}

/** Everybody who has an account, for admins. @throws AppError `not_found` for others */
export async function listPeople(db: Db, actor: Actor): Promise<PersonDto[]> {
  if (!may(actor.role, 'administer')) throw new AppError('not_found')
  const rows = await db
    .select()
    .from(people)
    .where(isNull(people.removedAt))
    .orderBy(asc(people.createdAt), asc(people.id))
  return rows.map(toPersonDto)
}

export type PersonRow = typeof people.$inferSelect

/** One person as admins see them. */
export function toPersonDto(row: PersonRow): PersonDto {
  return {
    id: row.id,
    name: row.name,
    avatar: row.avatarSha256,
    email: row.email,
    role: row.role,
    suspended: row.suspendedAt !== null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

/** Owners who can sign in. */
export async function countOwners(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({ owners: count() })
    .from(people)
    .where(and(eq(people.role, 'owner'), isNull(people.suspendedAt), isNull(people.removedAt)))
  return row?.owners ?? 0
}

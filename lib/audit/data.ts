import 'server-only'
import { and, asc, desc, eq, exists, gte, inArray, lt, sql } from 'drizzle-orm'
import { may, type PersonRef } from '#lib/accounts/schema.ts'
import { type Cursor, encodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { auditEntries, people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'
import { AUDIT_ACTIONS, type AuditEntryDto, type AuditPageDto, type AuditQuery } from './schema.ts'

interface PageParams extends AuditQuery {
  cursor: Cursor | null
  /** Entries of a page. */
  limit: number
}

/**
 * Entries of the log, newest first.
 *
 * @throws AppError `not_found` for who may not administer
 */
export async function auditPage(db: Db, actor: Actor, params: PageParams): Promise<AuditPageDto> {
  if (!may(actor.role, 'administer')) throw new AppError('not_found')
  const { cursor, limit, person, action, from, to } = params
  const { at, id, personId } = auditEntries
  const rows = await db
    .select({
      entry: auditEntries,
      person: { id: people.id, name: people.name, avatar: people.avatarSha256 },
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, personId))
    .where(
      and(
        person === undefined ? undefined : eq(personId, person),
        action === undefined ? undefined : inArray(auditEntries.action, actionsOf(action)),
        from === undefined ? undefined : gte(at, new Date(from)),
        to === undefined ? undefined : lt(at, new Date(to)),
        cursor
          ? sql`(${at}, ${id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(at), desc(id))
    // One more tells whether there is a next page.
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)?.entry
  return {
    items: shown.map(toDto),
    nextCursor: last && rows.length > limit ? encodeCursor(last) : null,
  }
}

/**
 * Everybody whose acts the log tells of, by name; also who was removed since.
 *
 * @throws AppError `not_found` for who may not administer
 */
export async function auditedPeople(db: Db, actor: Actor): Promise<PersonRef[]> {
  if (!may(actor.role, 'administer')) throw new AppError('not_found')
  const { personId } = auditEntries
  return db
    .select({ id: people.id, name: people.name, avatar: people.avatarSha256 })
    .from(people)
    .where(exists(db.select({ personId }).from(auditEntries).where(eq(personId, people.id))))
    .orderBy(asc(people.name), asc(people.id))
}

/** The actions that a filter means. */
function actionsOf(filter: NonNullable<AuditQuery['action']>) {
  return AUDIT_ACTIONS.filter((action) => action === filter || action.startsWith(`${filter}.`))
}

type Row = { entry: typeof auditEntries.$inferSelect; person: AuditEntryDto['person'] }

function toDto({ entry, person }: Row): AuditEntryDto {
  const { id, at, action, targetType, targetId, targetName, details, ip } = entry
  return { id, at: at.toISOString(), person, action, targetType, targetId, targetName, details, ip }
}

import 'server-only'
import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { may } from '#lib/accounts/schema.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { kits, kitVersions, library, people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { findReferences } from '#lib/references/data.ts'
import type { KitContent, KitDto, KitHistoryDto, KitRef } from './schema.ts'

/** Whoever makes pictures uses every kit and makes kits; one that is there is changed by its owner and by admins. */
export function mayEditKit(actor: Viewer, ownerId: string): boolean {
  return may(actor.role, 'make') && (ownerId === actor.personId || may(actor.role, 'administer'))
}

/** All kits of the team, archived ones too, the last changed first. */
export function kitsFor(db: Db, actor: Viewer): Promise<KitDto[]> {
  return kitDtos(db, actor, present)
}

/** Kits that are there, at the version that is applied now. */
const present = and(isNull(kits.deletedAt), eq(kitVersions.version, kits.version))

/**
 * A kit at its present version; or at the one that a run has, also of a kit that was deleted since: what was made with it can
 * be made again.
 *
 * @throws AppError `not_found`
 */
export async function kitFor(db: Db, actor: Viewer, id: string, version?: number): Promise<KitDto> {
  const at = version === undefined ? present : eq(kitVersions.version, version)
  const [kit] = await kitDtos(db, actor, and(eq(kits.id, id), at))
  if (!kit) throw new AppError('not_found')
  return kit
}

async function kitDtos(db: Db, actor: Viewer, which: SQL | undefined): Promise<KitDto[]> {
  const owner = alias(people, 'owner')
  const rows = await db
    .select({
      kit: kits,
      version: kitVersions,
      owner: { id: owner.id, name: owner.name, avatar: owner.avatarSha256 },
      madeBy: { id: people.id, name: people.name, avatar: people.avatarSha256 },
      pictures: sql<number>`(
        select count(*)::int from ${library}
         where ${library.kitId} = ${kits.id} and ${library.status} = 'succeeded'
           and (not ${library.private} or ${library.personId} = ${actor.personId}))`,
    })
    .from(kits)
    .innerJoin(kitVersions, eq(kitVersions.kitId, kits.id))
    .innerJoin(owner, eq(owner.id, kits.ownerId))
    .innerJoin(people, eq(people.id, kitVersions.madeBy))
    .where(which)
    .orderBy(desc(kits.changedAt), asc(kits.id))
  const references = await referencesIn(
    db,
    actor,
    rows.map(({ version }) => version.content),
  )
  return rows.map(({ kit, version, pictures, ...people }) => ({
    id: kit.id,
    ...people,
    name: kit.name,
    version: version.version,
    content: version.content,
    references: version.content.references.flatMap(({ referenceId }) => references.get(referenceId) ?? []),
    madeAt: version.madeAt.toISOString(),
    currentVersion: kit.version,
    pictures,
    archived: kit.archivedAt !== null,
    mayEdit: mayEditKit(actor, kit.ownerId),
  }))
}

async function referencesIn(db: Db, actor: Viewer, contents: readonly KitContent[]) {
  const ids = contents.flatMap((content) => content.references.map(({ referenceId }) => referenceId))
  const found = await findReferences(db, actor, [...new Set(ids)])
  return new Map(found.map((reference) => [reference.id, reference]))
}

/** Whether there is a kit of this id, archived ones too. */
export async function kitExists(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: kits.id })
    .from(kits)
    .where(and(eq(kits.id, id), isNull(kits.deletedAt)))
  return rows.length === 1
}

/** A kit's versions, the newest first. @throws AppError `not_found` */
export async function kitHistory(db: Db, actor: Viewer, id: string): Promise<KitHistoryDto> {
  const rows = await db
    .select({
      version: kitVersions.version,
      madeBy: { id: people.id, name: people.name, avatar: people.avatarSha256 },
      madeAt: kitVersions.madeAt,
      content: kitVersions.content,
    })
    .from(kitVersions)
    .innerJoin(kits, eq(kits.id, kitVersions.kitId))
    .innerJoin(people, eq(people.id, kitVersions.madeBy))
    .where(and(eq(kitVersions.kitId, id), isNull(kits.deletedAt)))
    .orderBy(desc(kitVersions.version))
  if (rows.length === 0) throw new AppError('not_found')
  const references = await referencesIn(
    db,
    actor,
    rows.map(({ content }) => content),
  )
  return {
    items: rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString() })),
    references: [...references.values()],
  }
}

/**
 * What a run takes of its kit, or `null` where there is no such version. Also of a kit that is archived or deleted: what was
 * made with it can be made again.
 */
export async function kitOfRun(
  db: Db | Tx,
  { id, version }: Pick<KitRef, 'id' | 'version'>,
): Promise<{ name: string; content: KitContent } | null> {
  const [row] = await db
    .select({ name: kits.name, content: kitVersions.content })
    .from(kitVersions)
    .innerJoin(kits, eq(kits.id, kitVersions.kitId))
    .where(and(eq(kitVersions.kitId, id), eq(kitVersions.version, version)))
  return row ?? null
}

/** The content of a kit's present version. */
export async function currentContent(tx: Tx, id: string): Promise<KitContent | null> {
  const rows = await tx
    .select({ content: kitVersions.content })
    .from(kitVersions)
    .innerJoin(kits, and(eq(kits.id, kitVersions.kitId), eq(kits.version, kitVersions.version)))
    .where(eq(kits.id, id))
  return rows[0]?.content ?? null
}

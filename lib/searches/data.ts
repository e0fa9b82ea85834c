import 'server-only'
import { and, asc, eq, isNull, or, type SQL } from 'drizzle-orm'
import { may } from '#lib/accounts/schema.ts'
import type { Db } from '#lib/db/client.ts'
import { people, savedSearches } from '#lib/db/schema/schema.ts'
import { libraryCount } from '#lib/library/index.data.ts'
import { libraryItems } from '#lib/library/items.data.ts'
import { libraryQuery } from '#lib/library/query.ts'
import type { Actor } from '#lib/studio.ts'
import { SEARCH_COVER } from './limits.ts'
import type { FilledSearchDto, SavedSearchDto } from './schema.ts'

/** The searches that a person can tell to exist: their own, and those shared with the team. */
export function searchVisibleTo(actor: Pick<Actor, 'personId'>): SQL | undefined {
  return or(eq(savedSearches.ownerId, actor.personId), eq(savedSearches.shared, true))
}

/**
 * What a person may do with a search that they see. It says what its owner looks for, so nobody else changes it; admins
 * clear away what the team no longer wants.
 */
export function rightsOnSearch(actor: Actor, search: { ownerId: string }): SavedSearchDto['can'] {
  const owns = search.ownerId === actor.personId
  const makes = may(actor.role, 'make')
  return { change: makes && owns, delete: makes && (owns || may(actor.role, 'administer')) }
}

/** All saved searches that the person sees, by name. */
export async function searchesFor(db: Db, actor: Actor): Promise<SavedSearchDto[]> {
  return searchDtos(db, actor, undefined)
}

/** A saved search, or `null` where there is none for this person. */
export async function searchFor(db: Db, actor: Actor, id: string): Promise<SavedSearchDto | null> {
  const [search] = await searchDtos(db, actor, eq(savedSearches.id, id))
  return search ?? null
}

/**
 * A saved search with what it finds for this person, or `null` where there is none for them.
 *
 * @param zone the time zone in which they count days
 */
export async function filledSearchFor(
  db: Db,
  actor: Actor,
  id: string,
  zone: string,
): Promise<FilledSearchDto | null> {
  const search = await searchFor(db, actor, id)
  if (!search) return null
  const query = { ...libraryQuery(new URLSearchParams(search.query)), zone }
  const count = await libraryCount(db, actor, query)
  // Only what succeeded has a picture to show.
  const shows = query.statuses.length === 0 || query.statuses.includes('succeeded')
  const first = shows
    ? await libraryItems(
        db,
        actor,
        { ...query, statuses: ['succeeded'] },
        { range: { after: null, until: null }, limit: SEARCH_COVER },
      )
    : []
  const cover = first.map(({ id, width, height, thumbHash }) => ({ id, width, height, thumbHash }))
  return { ...search, count, cover }
}

async function searchDtos(db: Db, actor: Actor, which: SQL | undefined): Promise<SavedSearchDto[]> {
  const rows = await db
    .select({
      search: savedSearches,
      owner: { id: people.id, name: people.name, avatar: people.avatarSha256 },
    })
    .from(savedSearches)
    .innerJoin(people, eq(people.id, savedSearches.ownerId))
    .where(and(isNull(savedSearches.deletedAt), searchVisibleTo(actor), which))
    .orderBy(asc(savedSearches.name), asc(savedSearches.id))
  return rows.map(({ search, owner }) => ({
    id: search.id,
    owner,
    name: search.name,
    query: search.query,
    shared: search.shared,
    changedAt: search.changedAt.toISOString(),
    can: rightsOnSearch(actor, search),
  }))
}

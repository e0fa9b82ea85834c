import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { concerned } from '#lib/events/lists.ts'
import { libraryQuery, librarySearch } from '#lib/library/query.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { rightsOnSearch, searchFor } from './data.ts'
import { SEARCH_LIMITS } from './limits.ts'
import {
  countSearches,
  hasSearchNamed,
  insertSearch,
  lockOwner,
  lockSearch,
  type SearchRow,
  updateSearch,
} from './mutations.ts'
import type { SavedSearchDto, SearchChange, SearchInput } from './schema.ts'

type Context = Pick<Studio, 'db' | 'events' | 'now'>

/**
 * Saves a search under a name of one's own.
 *
 * @throws AppError `search_name_taken`, `too_many_searches`, `invalid_input` for a query that asks for nothing
 */
export async function saveSearch(
  { db, events, now }: Context,
  actor: Actor,
  input: SearchInput,
): Promise<SavedSearchDto> {
  if (!may(actor.role, 'make')) throw new AppError('forbidden')
  const id = crypto.randomUUID()
  const at = now()
  const query = readable(input.query)
  await db.transaction(async (tx) => {
    const search = { ...input, query, id, ownerId: actor.personId, createdAt: at, changedAt: at }
    await requireRoom(tx, search)
    await insertSearch(tx, search)
    await tell(events, tx, search)
  })
  return existing(db, actor, id)
}

/**
 * Renames a search of one's own, shares it, or changes what it looks for.
 *
 * @throws AppError `not_found`, `forbidden`, `search_name_taken`, `invalid_input` for a query that asks for nothing
 */
export async function changeSearch(
  { db, events, now }: Context,
  actor: Actor,
  id: string,
  change: SearchChange,
): Promise<SavedSearchDto> {
  const query = change.query === undefined ? {} : { query: readable(change.query) }
  await db.transaction(async (tx) => {
    const search = await lockSearch(tx, actor, id)
    if (!search) throw new AppError('not_found')
    if (!rightsOnSearch(actor, search).change) throw new AppError('forbidden')
    if (change.name !== undefined) await requireName(tx, { ...search, name: change.name })
    await updateSearch(tx, id, { ...change, ...query, changedAt: now() })
    await tell(events, tx, search, change.shared)
  })
  return existing(db, actor, id)
}

/** Takes a search out of every list; `restoreSearch` brings it back. Its pictures stay where they are. */
export async function deleteSearch({ db, events, now }: Context, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const search = await lockSearch(tx, actor, id)
    if (!search) throw new AppError('not_found')
    if (!rightsOnSearch(actor, search).delete) throw new AppError('forbidden')
    await updateSearch(tx, id, { deletedAt: now(), changedAt: now() })
    await tell(events, tx, search)
  })
}

/**
 * Undoes `deleteSearch`; for whoever could have deleted it.
 *
 * @throws AppError `not_found`, `search_name_taken` and `too_many_searches` where its place was taken meanwhile
 */
export async function restoreSearch(
  { db, events, now }: Context,
  actor: Actor,
  id: string,
): Promise<SavedSearchDto> {
  await db.transaction(async (tx) => {
    const search = await lockSearch(tx, actor, id, 'deleted')
    // To anybody else a deleted search is gone like one that never was.
    if (!search || !rightsOnSearch(actor, search).delete) return
    try {
      await requireRoom(tx, search)
    } catch (cause) {
      // What stands in its place may be private: only its owner is told.
      if (search.ownerId !== actor.personId) throw new AppError('not_found', { cause })
      throw cause
    }
    await updateSearch(tx, id, { deletedAt: null, changedAt: now() })
    await tell(events, tx, search)
  })
  return existing(db, actor, id)
}

/** Tells the browsers of those who see a search, or did until now. */
function tell(
  events: Studio['events'],
  tx: Tx,
  { ownerId, shared }: Pick<SearchRow, 'ownerId' | 'shared'>,
  sharedNow = shared,
): Promise<void> {
  return events.announce(tx, { type: 'list', list: 'searches', to: concerned(ownerId, shared, sharedNow) })
}

/** The query the way addresses have it; a search that asks for nothing is the gallery itself. */
function readable(text: string): string {
  const query = librarySearch(libraryQuery(new URLSearchParams(text))).toString()
  if (query === '')
    throw new AppError('invalid_input', { field: 'query', params: { problem: 'it asks for nothing' } })
  return query
}

type Named = Pick<SearchRow, 'id' | 'ownerId' | 'name'>

async function requireRoom(tx: Tx, search: Named): Promise<void> {
  await requireName(tx, search)
  if ((await countSearches(tx, search.ownerId)) >= SEARCH_LIMITS.perPerson) {
    throw new AppError('too_many_searches', { params: { max: SEARCH_LIMITS.perPerson } })
  }
}

async function requireName(tx: Tx, { id, ownerId, name }: Named): Promise<void> {
  await lockOwner(tx, ownerId)
  if (await hasSearchNamed(tx, { ownerId, name, otherThan: id })) {
    throw new AppError('search_name_taken', { field: 'name', params: { name } })
  }
}

async function existing(db: Studio['db'], actor: Actor, id: string): Promise<SavedSearchDto> {
  const search = await searchFor(db, actor, id)
  if (!search) throw new AppError('not_found')
  return search
}

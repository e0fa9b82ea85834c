import { EVERYTHING, LIBRARY_STATUSES, type LibraryQuery } from '#lib/library/query.ts'
import type { Facet } from '#lib/library/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'

/** The filters of the header that open their values, in its order. */
export const FILTERS = [
  'person',
  'board',
  'model',
  'size',
  'ratio',
  'date',
  'rating',
  'tag',
  'references',
  'kit',
  'status',
] as const
export type Filter = (typeof FILTERS)[number]

/** Filters of which a picture may have one of several values, or must have all of them (tags). */
const SEVERAL: readonly Filter[] = ['person', 'model', 'size', 'ratio', 'tag', 'status']
const takesSeveral = (filter: Filter) => SEVERAL.includes(filter)

/** The values in force of a filter, as `GET /api/library/facets` names them. */
export function valuesOf(query: LibraryQuery, facet: Facet): readonly string[] {
  const one = (value: string | null) => (value === null ? [] : [value])
  switch (facet) {
    case 'person':
      return query.people
    case 'board':
      return one(query.board)
    case 'model':
      return query.models
    case 'size':
      return query.tiers
    case 'ratio':
      return query.ratios
    case 'favourite':
      return query.favourite ? ['1'] : []
    case 'rating':
      return query.rating === null ? [] : [String(query.rating)]
    case 'tag':
      return query.tags
    case 'references':
      return one(query.references)
    case 'kit':
      return one(query.kit)
    case 'status':
      return query.statuses
  }
}

/** The query with other values of a filter; those it cannot have are passed over. */
function withValues(query: LibraryQuery, facet: Facet, values: readonly string[]): LibraryQuery {
  const [first = null] = values
  switch (facet) {
    case 'person':
      return { ...query, people: values }
    case 'board':
      return { ...query, board: first }
    case 'model':
      return { ...query, models: values }
    case 'size':
      return { ...query, tiers: TIERS.filter((tier) => values.includes(tier)) }
    case 'ratio':
      return { ...query, ratios: RATIO_CHOICES.filter((ratio) => values.includes(ratio)) }
    case 'favourite':
      return { ...query, favourite: first !== null }
    case 'rating':
      return { ...query, rating: first === null ? null : Number(first) }
    case 'tag':
      return { ...query, tags: values }
    case 'references':
      return { ...query, references: first === 'with' || first === 'without' ? first : null }
    case 'kit':
      return { ...query, kit: first }
    case 'status':
      return { ...query, statuses: LIBRARY_STATUSES.filter((status) => values.includes(status)) }
  }
}

/** The query with a value taken up, or let go where it was in force. */
export function toggled(query: LibraryQuery, facet: Exclude<Filter, 'date'>, value: string): LibraryQuery {
  const values = valuesOf(query, facet)
  if (values.includes(value))
    return withValues(
      query,
      facet,
      values.filter((other) => other !== value),
    )
  return withValues(query, facet, takesSeveral(facet) ? [...values, value] : [value])
}

export function withoutFilter(query: LibraryQuery, filter: Filter): LibraryQuery {
  return filter === 'date' ? { ...query, from: null, to: null } : withValues(query, filter, [])
}

export function isActive(query: LibraryQuery, filter: Filter): boolean {
  return filter === 'date' ? query.from !== null || query.to !== null : valuesOf(query, filter).length > 0
}

/** How many filters are in force, what the picture was made from among them. */
export function countActive(query: LibraryQuery): number {
  const marks = Number(query.favourite) + Number(query.madeFrom !== null)
  return FILTERS.filter((filter) => isActive(query, filter)).length + marks
}

/** The query without any filter; what is looked for, in words or by look, stays. */
export function withoutFilters({ text, like, look }: LibraryQuery): LibraryQuery {
  return { ...EVERYTHING, text, like, look }
}

/** The query with one's own id written as `me`: the same person, and in a shared search whoever opens it. */
export function withMe(query: LibraryQuery, id: string): LibraryQuery {
  if (!query.people.includes(id)) return query
  return { ...query, people: [...new Set(query.people.map((person) => (person === id ? 'me' : person)))] }
}

import 'server-only'
import { zoneOf } from './days.ts'
import { type LibraryQuery, libraryQuery } from './query.ts'

/** A query, and whose days its days are. */
export interface AskedQuery extends LibraryQuery {
  /** A time zone by its IANA name; UTC where there is none. */
  zone?: string
}

/** The query of a request's address, of days as the browser counts them. */
export function askedQuery(request: Request): AskedQuery {
  return { ...libraryQuery(new URL(request.url).searchParams), zone: zoneOf(request) }
}

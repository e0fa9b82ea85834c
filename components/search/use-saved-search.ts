import { useEffect, useRef } from 'react'
import { useSearches } from '#lib/searches/client.ts'
import type { SavedSearchDto } from '#lib/searches/schema.ts'
import { isRelated } from './related.ts'

/**
 * The saved search that the gallery shows, or that was opened and then changed: it can be brought up to date. Nothing once the
 * gallery shows everything again, or something else altogether: whoever types may pass by a saved search.
 *
 * @param query as `librarySearch` writes it
 */
export function useSavedSearch(query: string): { search: SavedSearchDto; changed: boolean } | null {
  const searches = useSearches().data ?? []
  const opened = useRef<string>(undefined)
  const exact = searches.find((search) => search.query === query)
  useEffect(() => {
    if (exact) opened.current = exact.id
    else if (query === '') opened.current = undefined
  }, [exact, query])
  if (exact) return { search: exact, changed: false }
  const before = query === '' ? undefined : searches.find(({ id }) => id === opened.current)
  return before && isRelated(before.query, query) ? { search: before, changed: true } : null
}

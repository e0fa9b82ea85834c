import { EVERYTHING, type LibraryQuery, librarySearch } from '#lib/library/query.ts'

/** Where the gallery shows what a query finds. */
function galleryPath(query: Partial<LibraryQuery>): string {
  const search = librarySearch(query).toString()
  return search === '' ? '/gallery' : `/gallery?${search}`
}

const pathNow = () => location.pathname + location.search

/** What was put into the address last, and the address that this made. */
let last: { query: LibraryQuery; path: string } | undefined

/**
 * What the gallery is asked for at this moment: the address is ahead of what is drawn, and two presses may come before
 * the first of them is.
 *
 * @param drawn the query that is drawn
 */
export function queryNow(drawn: LibraryQuery): LibraryQuery {
  return last?.path === pathNow() ? last.query : drawn
}

/**
 * Puts another query into the gallery's address, without asking the server for the page again, and begins at the top.
 *
 * @param how `push` for what Back shall undo, `replace` while something is still being typed
 */
export function showQuery(query: Partial<LibraryQuery>, how: 'push' | 'replace' = 'push'): void {
  const path = galleryPath(query)
  last = { query: { ...EVERYTHING, ...query }, path }
  if (path === pathNow()) return
  // First the history: the browser keeps with the page that is left how far down it was.
  if (how === 'push') history.pushState(null, '', path)
  else history.replaceState(null, '', path)
  scrollTo({ top: 0, behavior: 'instant' })
}

/** Changes what the gallery is asked for, whether the change before has been drawn or not. */
export function changeQuery(drawn: LibraryQuery, change: (now: LibraryQuery) => LibraryQuery): void {
  showQuery(change(queryNow(drawn)))
}

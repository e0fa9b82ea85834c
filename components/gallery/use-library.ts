import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { keptPlace } from './kept-place.ts'
import { LibraryStore, type LibraryView } from './library-store.ts'

/** Galleries that this tab keeps, so that coming back to one finds it as it was; the last opened last. */
const stores = new Map<string, LibraryStore>()
const KEPT = 3

function storeOf(query: LibraryQuery): LibraryStore {
  // The server draws for many people and keeps nothing.
  if (typeof window === 'undefined') return new LibraryStore(query)
  const key = librarySearch(query).toString()
  const store = stores.get(key) ?? new LibraryStore(query)
  stores.delete(key)
  stores.set(key, store)
  for (const [old, other] of stores) {
    if (stores.size <= KEPT) break
    if (other.used || other === store) continue
    other.dispose()
    stores.delete(old)
  }
  return store
}

/** The gallery that a query names; another one for another object. */
export function useLibrary(query: LibraryQuery): LibraryStore {
  const store = useMemo(() => storeOf(query), [query])
  useEffect(() => store.open(keptPlace() !== undefined), [store])
  return store
}

/** One thing that a gallery shows: whoever asks for no more is not drawn anew whenever pictures are loaded. */
export function useLibraryPart<Part extends keyof LibraryView>(
  store: LibraryStore,
  part: Part,
): LibraryView[Part] {
  const read = () => store.view()[part]
  return useSyncExternalStore(store.subscribe, read, read)
}

import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { type LibraryQuery, libraryQuery, librarySearch } from '#lib/library/query.ts'

/**
 * The query of the gallery's address, which changes without the server drawing the page again. While the viewer lies over
 * the gallery the address is a picture's, and the gallery stays what it was.
 */
export function useLibraryQuery(): LibraryQuery {
  const search = useSearchParams().toString()
  const inGallery = usePathname() === '/gallery'
  const [kept, setKept] = useState(search)
  if (inGallery && kept !== search) setKept(search)
  const text = inGallery ? search : kept
  // Addresses that mean the same are the same gallery.
  const canonical = librarySearch(libraryQuery(new URLSearchParams(text))).toString()
  return useMemo(() => libraryQuery(new URLSearchParams(canonical)), [canonical])
}

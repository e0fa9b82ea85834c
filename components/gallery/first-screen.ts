import { imageUrls } from '#lib/images/client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { thumbFor } from '#lib/images/thumb-widths.ts'
import { fetchFirstItems, firstAddresses } from '#lib/library/client.ts'
import { libraryQuery, librarySearch } from '#lib/library/query.ts'
import { justifiedRows } from './justified-rows.ts'
import { keptPlace } from './kept-place.ts'
import { rowHeightFor, rowScale } from './row-height.ts'
import { GAP } from './rows-plan.ts'
import { AT_ONCE, whenScreenThere } from './thumb-turns.ts'

/** What was asked for ahead of the gallery that is being drawn. */
let asked: { search: string; items: Promise<GalleryItemDto[]> } | undefined

/**
 * Asks for the pictures of the first screen as soon as there is code to do so: React takes a while to bring a page to life,
 * and the server has nothing to do meanwhile. Only what the page's head names is asked for, since that is on its way already.
 */
export function askAhead(): void {
  if (typeof window === 'undefined' || location.pathname !== '/gallery') return
  const search = librarySearch(libraryQuery(new URLSearchParams(location.search))).toString()
  const [address] = firstAddresses(search)
  const named = [...document.querySelectorAll('link[rel=preload]')]
  if (!named.some((link) => link.getAttribute('href') === address)) return
  const items = fetchFirstItems(search, new AbortController().signal)
  asked = { search, items }
  // Back at a place further down, the first pictures are not the first that are seen. A failure is told by whoever shows them.
  if (keptPlace() === undefined) items.then(loadThumbs, () => {})
}

/** The first pictures of a gallery, where they were asked for ahead; once. */
export function takeAskedAhead(search: string): Promise<GalleryItemDto[]> | undefined {
  const found = asked?.search === search ? asked.items : undefined
  asked = undefined
  return found
}

/** Loads the thumbnails of the first screen into the browser's cache, as wide as the rows will show them. */
function loadThumbs(items: readonly GalleryItemDto[]): void {
  const width = document.getElementById('main')?.clientWidth ?? 0
  if (width === 0) return
  const ratios = Float32Array.from(items, (item) => item.width / item.height)
  const targetHeight = rowHeightFor(rowScale(), width, ratios)
  const { rows, starts, tops, widths } = justifiedRows(ratios, { width, targetHeight, gap: GAP })
  let row = 0
  while (row < rows && (tops[row] ?? 0) < window.innerHeight) row += 1
  const queue = items
    .slice(0, starts[row])
    .map(({ id, status }, place) =>
      status === 'succeeded' ? imageUrls.thumb(id, thumbFor(widths[place] ?? 0)) : null,
    )
    .filter((address) => address !== null)
  // Held until the rows show them: browsers forget pictures that nothing refers to.
  const held: HTMLImageElement[] = []
  const next = () => {
    const address = queue.shift()
    if (address === undefined) return
    const image = new Image()
    image.addEventListener('load', next)
    image.addEventListener('error', next)
    image.src = address
    held.push(image)
  }
  for (let line = 0; line < AT_ONCE.one; line++) next()
  whenScreenThere(() => {
    held.length = 0
    queue.length = 0
  })
}

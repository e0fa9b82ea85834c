import { requestBytes, requestJson } from '#lib/api-client.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { type Anchor, anchorText, decodeIndex, idsOf, type LibraryIndex } from './index-format.ts'
import type { LibraryItemsDto } from './schema.ts'

/** All of these reject with `ApiError`; `search` is the text of `librarySearch`. */

/** Pictures of the first answer: those of the first screen, and some to scroll. */
const FIRST = 96

const address = (path: string, search: string, more: Record<string, string> = {}) => {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  const text = query.toString()
  return text === '' ? `/api/library${path}` : `/api/library${path}?${text}`
}

/**
 * What a gallery asks for first: its first pictures, and how many they are. The page names them in its head, so that
 * the answers are on their way before its scripts are.
 */
export const firstAddresses = (search: string) =>
  [address('/items', search, { limit: String(FIRST) }), address('/count', search)] as const

/** The shape of a whole gallery. */
export async function fetchLibraryIndex(search: string, signal: AbortSignal): Promise<LibraryIndex> {
  return decodeIndex(await requestBytes(address('', search), { signal }))
}

/** The first pictures of a gallery. */
export async function fetchFirstItems(search: string, signal: AbortSignal): Promise<GalleryItemDto[]> {
  const { items } = await requestJson<LibraryItemsDto>(firstAddresses(search)[0], { signal })
  return items
}

/** The pictures of a dated gallery from an anchor (or the newest) to before another (or the oldest). */
export async function fetchItemsBetween(
  search: string,
  { from, until }: { from: Anchor | null; until: Anchor | null },
  signal: AbortSignal,
): Promise<GalleryItemDto[]> {
  const bounds = {
    ...(from && { after: anchorText(from) }),
    ...(until && { until: anchorText(until) }),
  }
  const { items } = await requestJson<LibraryItemsDto>(address('/items', search, bounds), { signal })
  return items
}

/**
 * Pictures by id, as far as the person may see them; at most 256.
 *
 * @param text what was searched for: prompts come with the part around it
 */
export async function fetchItemsById(
  ids: readonly string[],
  text: string,
  signal: AbortSignal,
): Promise<GalleryItemDto[]> {
  // A ranked answer that found nothing has nothing to ask for.
  if (ids.length === 0) return []
  const json = text === '' ? { ids } : { ids, text }
  const { items } = await requestJson<LibraryItemsDto>('/api/library/items', { method: 'POST', json, signal })
  return items
}

/** Ids of a gallery's pictures by their places. */
export async function fetchLibraryIds(search: string, start: number, count: number): Promise<string[]> {
  const bounds = { start: String(start), count: String(count) }
  return idsOf(new Uint8Array(await requestBytes(address('/ids', search, bounds))))
}

/** How many pictures a gallery has. */
export async function fetchLibraryCount(search: string, signal: AbortSignal): Promise<number> {
  const { count } = await requestJson<{ count: number }>(address('/count', search), { signal })
  return count
}

import { fetchLibraryIds } from '#lib/library/client.ts'
import type { LibraryList } from './library-list.ts'

/** Places by which ids may have moved since the shape was asked for. */
const SLACK = 256

/**
 * The ids of a library's pictures from one place to before another; those of stretches that are not loaded are fetched.
 * Rejects with `ApiError`.
 *
 * @param search the text of `librarySearch`
 */
export async function idsWithin(
  list: LibraryList,
  search: string,
  start: number,
  end: number,
): Promise<readonly string[]> {
  const first = list.chunkAt(start)
  const last = list.chunkAt(Math.max(start, end - 1))
  const unknown = list.chunks.flatMap(({ ids }, at) => (at >= first && at <= last && !ids ? [at] : []))
  const [from] = unknown
  const to = unknown.at(-1)
  const known = list.chunks.slice(first, last + 1).map((chunk) => chunk.ids)
  if (from !== undefined && to !== undefined) {
    const fetched = await fetchStretches(list, search, from, to)
    for (const at of unknown) {
      const begin = list.startOf(at) - list.startOf(from)
      known[at - first] = fetched.slice(begin, begin + (list.chunks[at]?.ratios.length ?? 0))
    }
  }
  const offset = list.startOf(first)
  return known.flatMap((ids) => ids ?? []).slice(start - offset, end - offset)
}

/** Ids of stretches by their places, which may have moved on the server: the first one's anchor says by how much. */
async function fetchStretches(
  list: LibraryList,
  search: string,
  from: number,
  to: number,
): Promise<string[]> {
  const begin = Math.max(0, list.startOf(from) - SLACK)
  const fetched = await fetchLibraryIds(search, begin, list.startOf(to + 1) - begin + SLACK)
  const anchor = list.chunks[from]?.from?.id
  const found = anchor === undefined ? -1 : fetched.indexOf(anchor)
  return fetched.slice(found === -1 ? list.startOf(from) - begin : found)
}

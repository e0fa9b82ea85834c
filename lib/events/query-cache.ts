import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { ClientState } from './apply-event.ts'

/** The pictures of every board that was opened: the key's last part is its id. */
function openBoards(client: QueryClient): ClientState['boards'] {
  const boards: Record<string, InfiniteData<GalleryPageDto>> = {}
  const open = client.getQueriesData<InfiniteData<GalleryPageDto>>({ queryKey: queryKeys.imagesOfBoards })
  for (const [key, data] of open) {
    if (data) boards[String(key.at(-1))] = data
  }
  return boards
}

/**
 * Changes the query cache, and the galleries beside it, by a pure function of everything it knows. Parts that the function leaves as they were keep
 * their identity, so that nothing renders for them.
 */
export function updateCache(client: QueryClient, change: (state: ClientState) => ClientState): void {
  const details: Record<string, ImageDetailDto> = {}
  for (const [, detail] of client.getQueriesData<ImageDetailDto>({ queryKey: queryKeys.imageDetails })) {
    if (detail) details[detail.image.id] = detail
  }
  const before: ClientState = {
    me: client.getQueryData<string>(queryKeys.me) ?? '',
    feed: client.getQueryData(queryKeys.feed),
    boards: openBoards(client),
    queue: client.getQueryData(queryKeys.queue),
    gone: client.getQueryData(queryKeys.gone) ?? {},
    details,
    news: [],
  }
  const after = change(before)
  if (after.feed !== before.feed) client.setQueryData(queryKeys.feed, after.feed)
  for (const [boardId, pages] of Object.entries(after.boards)) {
    if (pages !== before.boards[boardId]) client.setQueryData(queryKeys.imagesOfBoard(boardId), pages)
  }
  if (after.queue !== before.queue) client.setQueryData(queryKeys.queue, after.queue)
  if (after.gone !== before.gone) client.setQueryData(queryKeys.gone, after.gone)
  for (const [id, known] of Object.entries(before.details)) {
    const detail = after.details[id]
    if (detail === undefined) {
      // Out of sight: what is open of it must go too, and not stay for want of a newer answer.
      void client.resetQueries({ queryKey: queryKeys.imageDetail(id) })
      continue
    }
    if (known === detail) continue
    client.setQueryData(queryKeys.imageDetail(id), detail)
    // The run's state says that something happened; only the detail route knows the calls behind it.
    if (known.image.attempts !== detail.image.attempts || known.image.status !== detail.image.status) {
      void client.invalidateQueries({ queryKey: queryKeys.imageDetail(id) })
    }
  }
  for (const news of after.news) tellLibraries(news)
}

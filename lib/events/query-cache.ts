import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import type { GalleryScope } from '#lib/images/scope.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { ClientState } from './apply-event.ts'

/** Every gallery's pages by scope: the key's last part. */
function openGalleries(client: QueryClient): ClientState['galleries'] {
  const galleries: Partial<Record<GalleryScope, InfiniteData<GalleryPageDto>>> = {}
  const open = client.getQueriesData<InfiniteData<GalleryPageDto>>({ queryKey: queryKeys.galleries })
  for (const [key, data] of open) {
    const scope = key.at(-1) as GalleryScope
    if (data) galleries[scope] = data
  }
  return galleries
}

/**
 * Changes the query cache by a pure function of everything it knows. Parts that the function leaves as they were keep
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
    galleries: openGalleries(client),
    queue: client.getQueryData(queryKeys.queue),
    gone: client.getQueryData(queryKeys.gone) ?? {},
    details,
  }
  const after = change(before)
  if (after.feed !== before.feed) client.setQueryData(queryKeys.feed, after.feed)
  for (const [scope, pages] of Object.entries(after.galleries) as [GalleryScope, unknown][]) {
    if (pages !== before.galleries[scope]) client.setQueryData(queryKeys.gallery(scope), pages)
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
}

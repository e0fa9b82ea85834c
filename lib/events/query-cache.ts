import type { QueryClient } from '@tanstack/react-query'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { ClientState } from './apply-event.ts'

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
    feed: client.getQueryData(queryKeys.feed),
    gallery: client.getQueryData(queryKeys.gallery),
    queue: client.getQueryData(queryKeys.queue),
    gone: client.getQueryData(queryKeys.gone) ?? {},
    details,
  }
  const after = change(before)
  if (after.feed !== before.feed) client.setQueryData(queryKeys.feed, after.feed)
  if (after.gallery !== before.gallery) client.setQueryData(queryKeys.gallery, after.gallery)
  if (after.queue !== before.queue) client.setQueryData(queryKeys.queue, after.queue)
  if (after.gone !== before.gone) client.setQueryData(queryKeys.gone, after.gone)
  for (const [id, detail] of Object.entries(after.details)) {
    const known = before.details[id]
    if (!known || known === detail) continue
    client.setQueryData(queryKeys.imageDetail(id), detail)
    // The run's state says that something happened; only the detail route knows the calls behind it.
    if (known.image.attempts !== detail.image.attempts || known.image.status !== detail.image.status) {
      void client.invalidateQueries({ queryKey: queryKeys.imageDetail(id) })
    }
  }
}

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiError, requestJson } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
import { singly } from '#lib/once.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { MadeShareDto, ShareChange, ShareDto, ShareInput } from './schema.ts'

/** Whose links: one's own, or everybody's (for those who administer). */
export type ShareScope = 'mine' | 'all'

const sharesOptions = (scope: ShareScope) =>
  queryOptions({
    queryKey: queryKeys.sharesOf(scope),
    queryFn: ({ signal }) =>
      requestJson<{ items: ShareDto[] }>(scope === 'all' ? '/api/shares?all' : '/api/shares', { signal }),
    select: (answer) => answer.items,
    // Strangers' views come without any event.
    staleTime: 0,
  })

/** Links, newest first. */
export function useShares(scope: ShareScope) {
  return useQuery(sharesOptions(scope))
}

/** Lists follow what the studio has done, and never run ahead of it: a link that reads as revoked leads nowhere. */
function useShareLists() {
  const client = useQueryClient()
  return {
    /** Puts a link's new state into every list. */
    take: (share: ShareDto) =>
      client.setQueriesData<{ items: ShareDto[] }>({ queryKey: queryKeys.shares }, (known) =>
        known ? { items: known.items.map((other) => (other.id === share.id ? share : other)) } : known,
      ),
    refresh: () => void client.invalidateQueries({ queryKey: queryKeys.shares }),
  }
}

const make = singly((input: ShareInput) =>
  requestJson<MadeShareDto>('/api/shares', { method: 'POST', json: input }),
)
const rotate = singly(({ shareId }: ShareRef) =>
  requestJson<MadeShareDto>(`/api/shares/${shareId}/rotate`, { method: 'POST' }),
)

/** Makes a link. Never sent twice by itself: nobody would know the first one's address. */
export function useMakeShare() {
  const lists = useShareLists()
  return useMutation<MadeShareDto, ApiError, ShareInput>({
    mutationFn: make,
    onSuccess: lists.refresh,
  })
}

interface ShareRef {
  shareId: string
}

/** Changes a link's options. */
export function useChangeShare() {
  const lists = useShareLists()
  return useMutation<ShareDto, ApiError, ShareRef & { change: ShareChange }>({
    ...repeatable,
    mutationFn: ({ shareId, change }) =>
      requestJson<ShareDto>(`/api/shares/${shareId}`, { method: 'PATCH', json: change }),
    onSuccess: lists.take,
    onSettled: lists.refresh,
  })
}

/** Ends a link for good. */
export function useRevokeShare() {
  const lists = useShareLists()
  return useMutation<ShareDto, ApiError, ShareRef>({
    ...repeatable,
    mutationFn: ({ shareId }) => requestJson<ShareDto>(`/api/shares/${shareId}/revoke`, { method: 'POST' }),
    onSuccess: lists.take,
    onSettled: lists.refresh,
  })
}

/** Gives a link another address; the old one stops working. Never sent twice by itself. */
export function useRotateShare() {
  const lists = useShareLists()
  return useMutation<MadeShareDto, ApiError, ShareRef>({
    mutationFn: rotate,
    onSettled: lists.refresh,
  })
}

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiError, requestJson } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
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

/** Puts the state that a mutation works with into every list, and takes it back where the studio refuses. */
function useShareLists() {
  const client = useQueryClient()
  return {
    /** Replaces one link by what `change` makes of it. Returns the way back. */
    change: async (shareId: string, change: (share: ShareDto) => ShareDto): Promise<() => void> => {
      await client.cancelQueries({ queryKey: queryKeys.shares })
      const before = client.getQueriesData<{ items: ShareDto[] }>({ queryKey: queryKeys.shares })
      client.setQueriesData<{ items: ShareDto[] }>({ queryKey: queryKeys.shares }, (known) =>
        known ? { items: known.items.map((share) => (share.id === shareId ? change(share) : share)) } : known,
      )
      return () => {
        for (const [key, data] of before) client.setQueryData(key, data)
      }
    },
    refresh: () => void client.invalidateQueries({ queryKey: queryKeys.shares }),
  }
}

/** Makes a link. Never sent twice by itself: nobody would know the first one's address. */
export function useMakeShare() {
  const lists = useShareLists()
  return useMutation<MadeShareDto, ApiError, ShareInput>({
    mutationFn: (input) => requestJson<MadeShareDto>('/api/shares', { method: 'POST', json: input }),
    onSuccess: lists.refresh,
  })
}

interface ShareRef {
  shareId: string
}

/** Changes a link's options; the lists show it at once. */
export function useChangeShare() {
  const lists = useShareLists()
  return useMutation<ShareDto, ApiError, ShareRef & { change: ShareChange }, () => void>({
    ...repeatable,
    mutationFn: ({ shareId, change }) =>
      requestJson<ShareDto>(`/api/shares/${shareId}`, { method: 'PATCH', json: change }),
    onMutate: ({ shareId, change }) =>
      lists.change(shareId, (share) => {
        const { password, ...options } = change
        const hasPassword = password === undefined ? share.hasPassword : password !== null
        // Whether it has expired is the server's to say.
        return { ...share, ...options, hasPassword }
      }),
    onError: (_error, _variables, undo) => undo?.(),
    onSettled: lists.refresh,
  })
}

/** Ends a link for good; the lists show it at once. */
export function useRevokeShare() {
  const lists = useShareLists()
  return useMutation<ShareDto, ApiError, ShareRef, () => void>({
    ...repeatable,
    mutationFn: ({ shareId }) => requestJson<ShareDto>(`/api/shares/${shareId}/revoke`, { method: 'POST' }),
    onMutate: ({ shareId }) => lists.change(shareId, (share) => ({ ...share, state: 'revoked' })),
    onError: (_error, _variables, undo) => undo?.(),
    onSettled: lists.refresh,
  })
}

/** Gives a link another address; the old one stops working. Never sent twice by itself. */
export function useRotateShare() {
  const lists = useShareLists()
  return useMutation<MadeShareDto, ApiError, ShareRef>({
    mutationFn: ({ shareId }) =>
      requestJson<MadeShareDto>(`/api/shares/${shareId}/rotate`, { method: 'POST' }),
    onSettled: lists.refresh,
  })
}

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
import { singly } from '#lib/once.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { FilledSearchDto, SavedSearchDto, SearchChange, SearchInput } from './schema.ts'

/** The gallery with what a search finds. */
export const searchPath = ({ query }: Pick<SavedSearchDto, 'query'>) => `/gallery?${query}`

const listOptions = queryOptions({
  queryKey: queryKeys.searches,
  queryFn: ({ signal }) => requestJson<{ items: SavedSearchDto[] }>('/api/searches', { signal }),
})

/** All saved searches that the person sees, by name. */
export function useSearches() {
  return useQuery({ ...listOptions, select: (answer) => answer.items })
}

/** A saved search with its count and first pictures, for its tile. */
export function useFilledSearch(id: string) {
  return useQuery({
    queryKey: [...queryKeys.searches, id],
    queryFn: ({ signal }) => requestJson<FilledSearchDto>(`/api/searches/${id}`, { signal }),
  })
}

/** Asks again for the list: a name, a query or who sees it has changed. */
function useRefreshed<Variables, Answer>(send: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation<Answer, ApiError, Variables>({
    ...repeatable,
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.searches }),
  })
}

const save = singly((input: SearchInput) =>
  requestJson<SavedSearchDto>('/api/searches', { method: 'POST', json: input }),
)

/** Saves a search. Not repeated by itself: asked twice, its name would be taken. */
export function useSaveSearch() {
  const client = useQueryClient()
  return useMutation<SavedSearchDto, ApiError, SearchInput>({
    mutationFn: save,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.searches }),
  })
}

/** Renames a search, shares it, or changes what it looks for. */
export function useChangeSearch() {
  return useRefreshed(({ id, ...change }: { id: string } & SearchChange) =>
    requestJson<SavedSearchDto>(`/api/searches/${id}`, { method: 'PATCH', json: change }),
  )
}

/** Takes a search out of every list; `useRestoreSearch` undoes it. */
export function useDeleteSearch() {
  return useRefreshed(({ id }: { id: string }) => requestNothing(`/api/searches/${id}`, { method: 'DELETE' }))
}

export function useRestoreSearch() {
  return useRefreshed(({ id }: { id: string }) =>
    requestJson<SavedSearchDto>(`/api/searches/${id}/restore`, { method: 'POST' }),
  )
}

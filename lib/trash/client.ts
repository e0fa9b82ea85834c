import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { type ApiError, requestJson } from '#lib/api-client.ts'
import { inParts } from '#lib/marks/in-parts.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { EmptiedDto, TrashPageDto } from './schema.ts'

export type TrashScope = 'mine' | 'team'

const fetchPage = (scope: TrashScope, cursor: string | null, signal?: AbortSignal) => {
  const query = new URLSearchParams({ scope, ...(cursor !== null && { cursor }) })
  return requestJson<TrashPageDto>(`/api/trash?${query}`, signal ? { signal } : {})
}

const trashOptions = (scope: TrashScope) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.trash, scope],
    queryFn: ({ pageParam, signal }) => fetchPage(scope, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Others' deletions are not announced to it.
    refetchOnMount: 'always',
  })

/** What lies in the trash, what was put there last first. */
export function useTrash(scope: TrashScope) {
  return useInfiniteQuery(trashOptions(scope))
}

/** The ids of everything in the trash, page by page. */
export async function everythingIn(scope: TrashScope): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: TrashPageDto = await fetchPage(scope, cursor)
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

const empty = (json: { imageIds: string[] } | { scope: TrashScope }) =>
  requestJson<EmptiedDto>('/api/trash/empty', { method: 'POST', json })

/** Deletes for good: some pictures, or everything in the trash. Gives how many are gone. @throws ApiError where none is */
export async function sendEmpty(
  what: { imageIds: readonly string[] } | { scope: TrashScope },
  onPart?: (done: number) => void,
): Promise<EmptiedDto & { failure: ApiError | null }> {
  if ('scope' in what) return { ...(await empty(what)), failure: null }
  const { answers, failure } = await inParts(what.imageIds, (imageIds) => empty({ imageIds }), onPart)
  return { deleted: answers.reduce((sum, { deleted }) => sum + deleted, 0), failure }
}

import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
import type { RecentPromptDto } from '#lib/generations/schema.ts'
import { singly } from '#lib/once.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { PromptChange, PromptInput, SavedPromptDto } from './schema.ts'

/** One's own prompts that hold these words, the last used first; the earlier answer stays until the next is there. */
export function usePromptHistory(text: string) {
  return useQuery({
    queryKey: [...queryKeys.prompts, text],
    queryFn: ({ signal }) =>
      requestJson<{ items: RecentPromptDto[] }>(`/api/generations/prompts?q=${encodeURIComponent(text)}`, {
        signal,
      }),
    select: (answer) => answer.items,
    placeholderData: keepPreviousData,
  })
}

const savedOptions = queryOptions({
  queryKey: queryKeys.savedPrompts,
  queryFn: ({ signal }) => requestJson<{ items: SavedPromptDto[] }>('/api/prompts', { signal }),
})

/** One's own saved prompts and those that others share. */
export function useSavedPrompts() {
  return useQuery({ ...savedOptions, select: (answer) => answer.items })
}

const keep = singly(({ id, prompt }: { id: string | null; prompt: PromptInput }) =>
  id === null
    ? requestJson<SavedPromptDto>('/api/prompts', { method: 'POST', json: prompt })
    : requestJson<SavedPromptDto>(`/api/prompts/${id}`, {
        method: 'PATCH',
        json: prompt satisfies PromptChange,
      }),
)

/** Saves a prompt, or changes the one of an id. */
export function useKeepPrompt() {
  const client = useQueryClient()
  return useMutation<SavedPromptDto, ApiError, { id: string | null; prompt: PromptInput }>({
    mutationFn: keep,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.savedPrompts }),
  })
}

/** Forgets a prompt: it leaves the list at once, and comes back where the studio refuses. */
export function useDeletePrompt() {
  const client = useQueryClient()
  return useMutation<void, ApiError, { id: string }>({
    ...repeatable,
    mutationFn: ({ id }) => requestNothing(`/api/prompts/${id}`, { method: 'DELETE' }),
    onMutate: ({ id }) =>
      client.setQueryData(
        savedOptions.queryKey,
        (answer) => answer && { items: answer.items.filter((one) => one.id !== id) },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.savedPrompts }),
  })
}

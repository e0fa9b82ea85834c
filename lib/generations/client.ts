import {
  infiniteQueryOptions,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { type ApiError, isTransient, requestJson, requestNothing } from '#lib/api-client.ts'
import { refreshBoards } from '#lib/boards/refresh.ts'
import { applyEvent, withRemovedGeneration, withReturned } from '#lib/events/apply-event.ts'
import { updateCache } from '#lib/events/query-cache.ts'
import { asTold } from '#lib/events/told-runs.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { FeedPageDto, GenerationDto, GenerationInput } from './schema.ts'
import { unsentGeneration } from './unsent-generation.ts'

/** Attempts to deliver a request that nobody answered: about a minute in all. */
const DELIVERIES = 8

function deliveryDelay(failures: number): number {
  return Math.min(500 * 2 ** failures, 15_000)
}

/** Takes an answer of the server into every list, exactly as its event would be. */
export function takeGeneration(client: QueryClient, generation: GenerationDto): void {
  updateCache(client, (state) => applyEvent(state, { type: 'generation', generation }))
}

const told = (page: FeedPageDto): FeedPageDto => ({ ...page, items: asTold(page.items) })

const feedOptions = infiniteQueryOptions({
  queryKey: queryKeys.feed,
  queryFn: async ({ pageParam, signal }) => {
    const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`
    return told(await requestJson<FeedPageDto>(`/api/generations${query}`, { signal }))
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  // Events keep it true, also while another page is on screen: a page that the router kept would bring an old `first`.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

/** All runs, newest first. `first` is what the server drew the page with; what the tab knows already goes before it. */
export function useFeed(first: FeedPageDto | undefined) {
  const initialData = first && (() => ({ pages: [told(first)], pageParams: [null] }))
  return useInfiniteQuery({ ...feedOptions, initialData })
}

export interface NewGeneration {
  input: GenerationInput
  /** Of `input.referenceIds`, in that order: shown on the waiting card. */
  references: ReferenceDto[]
}

/** The cache of mutations knows no types; those of `CREATE_KEY` are ours. */
function isNewGeneration(variables: unknown): variables is NewGeneration {
  return typeof variables === 'object' && variables !== null && 'input' in variables
}

const CREATE_KEY = ['generations', 'create']

/**
 * Asks for pictures. The waiting cards are on screen before the request leaves; while nobody answers it is sent again
 * with the same id, which the studio knows as the same request. When the studio says no, the cards leave and
 * `onRejected` gets what was asked, so that the composer can hold it again.
 */
export function useCreateGeneration(options: {
  onRejected: (request: NewGeneration, error: ApiError) => void
}) {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, NewGeneration>({
    mutationKey: CREATE_KEY,
    mutationFn: ({ input }) =>
      requestJson<GenerationDto>('/api/generations', { method: 'POST', json: input }),
    retry: (failures, error) => isTransient(error) && failures < DELIVERIES,
    retryDelay: deliveryDelay,
    onSuccess: (generation) => {
      takeGeneration(client, generation)
      void client.invalidateQueries({ queryKey: queryKeys.prompts })
    },
    onError: (error, request) => options.onRejected(request, error),
  })
}

export interface UnsentGeneration {
  generation: GenerationDto
  /** Times that nobody answered; it is being sent again while this is not 0. */
  failures: number
}

/**
 * Runs that were asked for and that the studio has not acknowledged, newest first. They stay beside the cached lists,
 * so that no fetch can take them away.
 */
export function useUnsentGenerations(): UnsentGeneration[] {
  const unsent = useMutationState({
    filters: { mutationKey: CREATE_KEY, status: 'pending' },
    select: (mutation) => {
      const { variables } = mutation.state
      if (!isNewGeneration(variables)) return []
      const { input, references } = variables
      const generation = unsentGeneration(input, references, mutation.state.submittedAt)
      const { failureCount, isPaused } = mutation.state
      // Without a network nothing is even tried.
      return [{ generation, failures: isPaused ? Math.max(1, failureCount) : failureCount }]
    },
  })
  return unsent.flat().reverse()
}

/** Options that every request about one known thing shares: sent again while nobody answers, since each is repeatable. */
export const repeatable = {
  retry: (failures: number, error: Error) => isTransient(error) && failures < 3,
  retryDelay: deliveryDelay,
} as const

/** Into the trash and back, one after the other: an undo pressed at once must not reach the studio before what it undoes. */
export const TRASH_SCOPE = { id: 'trash' } as const

/** Cancels all pictures of a run that are not finished. A running one may still be billed. */
export function useCancelGeneration() {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, { generationId: string }>({
    ...repeatable,
    mutationFn: ({ generationId }) =>
      requestJson<GenerationDto>(`/api/generations/${generationId}/cancel`, { method: 'POST' }),
    onSuccess: (generation) => takeGeneration(client, generation),
  })
}

/** Keeps one's own run private, or shows it to the team. */
export function useSetPrivacy() {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, { generationId: string; private: boolean }>({
    ...repeatable,
    // The last press has the last word.
    scope: { id: 'privacy' },
    mutationFn: ({ generationId, private: isPrivate }) =>
      requestJson<GenerationDto>(`/api/generations/${generationId}`, {
        method: 'PATCH',
        json: { private: isPrivate },
      }),
    onSuccess: (generation) => takeGeneration(client, generation),
  })
}

/** Puts a run into the trash: it leaves the lists at once and comes back where the studio refuses. */
export function useDeleteGeneration() {
  const client = useQueryClient()
  return useMutation<void, ApiError, { generationId: string }>({
    ...repeatable,
    scope: TRASH_SCOPE,
    mutationFn: ({ generationId }) =>
      requestNothing(`/api/generations/${generationId}`, { method: 'DELETE' }),
    onMutate: ({ generationId }) =>
      updateCache(client, (state) => withRemovedGeneration(state, generationId)),
    onError: (_, { generationId }) => {
      updateCache(client, (state) => withReturned(state, generationId))
      void client.invalidateQueries({ queryKey: queryKeys.feed })
      void client.invalidateQueries({ queryKey: queryKeys.imagesOfBoards })
      tellLibraries({ type: 'reset' })
    },
  })
}

/** Takes a run back from the trash. */
export function useRestoreGeneration() {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, { generationId: string }>({
    ...repeatable,
    scope: TRASH_SCOPE,
    mutationFn: ({ generationId }) =>
      requestJson<GenerationDto>(`/api/generations/${generationId}/restore`, { method: 'POST' }),
    onSuccess: (generation) => {
      updateCache(client, (state) => withReturned(state, generation.id))
      takeGeneration(client, generation)
      refreshBoards(client)
    },
  })
}

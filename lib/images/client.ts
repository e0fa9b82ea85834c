import {
  type QueryKey,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import { refreshBoards } from '#lib/boards/refresh.ts'
import { withRemovedImage, withReturned } from '#lib/events/apply-event.ts'
import { updateCache } from '#lib/events/query-cache.ts'
import { repeatable, TRASH_SCOPE, takeGeneration } from '#lib/generations/client.ts'
import type { GenerationDto, ImageDetailDto } from '#lib/generations/schema.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { ImageDto } from './schema.ts'
import type { ThumbWidth } from './thumb-widths.ts'

type ImageRef = Pick<ImageDto, 'id' | 'generationId'>

export const imageUrls = {
  /** The page of one picture, relative to the studio. */
  page: (id: string) => `/images/${id}`,
  /** The original bytes. */
  file: (id: string) => `/api/images/${id}/file`,
  download: (id: string) => `/api/images/${id}/file?download`,
  thumb: (id: string, width: ThumbWidth) => `/api/images/${id}/thumb/${width}`,
} as const

export const imageDetailOptions = (imageId: string) =>
  queryOptions({
    queryKey: queryKeys.imageDetail(imageId),
    queryFn: ({ signal }) => requestJson<ImageDetailDto>(`/api/images/${imageId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Everything about several pictures: those that are there, in their order, and how many are not. */
export function useImageDetails(imageIds: readonly string[]) {
  return useQueries({
    queries: imageIds.map((id) => ({ ...imageDetailOptions(id), retry: false })),
    combine: (results) => ({
      details: results.flatMap(({ data }) => data ?? []),
      missing: results.filter(({ isError }) => isError).length,
      pending: results.some(({ isPending }) => isPending),
    }),
  })
}

/** Everything about one picture. */
export function useImageDetail(imageId: string) {
  return useQuery(imageDetailOptions(imageId))
}

function useImageAction<Variables>(send: (variables: Variables) => Promise<GenerationDto>) {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, Variables>({
    ...repeatable,
    mutationFn: send,
    onSuccess: (generation) => takeGeneration(client, generation),
  })
}

/** Cancels a waiting or running picture. A running one may still be billed. */
export function useCancelImage() {
  return useImageAction(({ imageId }: { imageId: string }) =>
    requestJson<GenerationDto>(`/api/images/${imageId}/cancel`, { method: 'POST' }),
  )
}

/**
 * Makes a picture again: a failed one in its place, a finished one as a new run under `newId` (made once per press, so
 * that sending it again cannot make two).
 */
export function useRetryImage() {
  return useImageAction(({ imageId, newId }: { imageId: string; newId: string }) =>
    requestJson<GenerationDto>(`/api/images/${imageId}/retry`, { method: 'POST', json: { id: newId } }),
  )
}

/** Fetches a picture again from the link that the gateway gave; costs nothing. */
export function useRedownloadImage() {
  return useImageAction(({ imageId }: { imageId: string }) =>
    requestJson<GenerationDto>(`/api/images/${imageId}/redownload`, { method: 'POST' }),
  )
}

/** Everything that is asked about one picture. */
const about = (imageId: string) => ({
  predicate: ({ queryKey }: { queryKey: QueryKey }) => queryKey.includes(imageId),
})

/** Puts a picture into the trash: it leaves the lists at once and comes back where the studio refuses. */
export function useDeleteImage() {
  const client = useQueryClient()
  return useMutation<void, ApiError, ImageRef>({
    ...repeatable,
    scope: TRASH_SCOPE,
    mutationFn: ({ id }) => requestNothing(`/api/images/${id}`, { method: 'DELETE' }),
    onMutate: (image) => {
      // What the viewer still asks about it would be answered, after the deletion, by "not there".
      void client.cancelQueries(about(image.id))
      updateCache(client, (state) => withRemovedImage(state, image))
    },
    onError: (_, { id }) => {
      updateCache(client, (state) => withReturned(state, id))
      void client.invalidateQueries(about(id))
      void client.invalidateQueries({ queryKey: queryKeys.feed })
      void client.invalidateQueries({ queryKey: queryKeys.imagesOfBoards })
      tellLibraries({ type: 'reset' })
    },
  })
}

/** Takes a picture back from the trash. */
export function useRestoreImage() {
  const client = useQueryClient()
  return useMutation<GenerationDto, ApiError, ImageRef>({
    ...repeatable,
    scope: TRASH_SCOPE,
    mutationFn: ({ id }) => requestJson<GenerationDto>(`/api/images/${id}/restore`, { method: 'POST' }),
    onSuccess: (generation, { id }) => {
      updateCache(client, (state) => withReturned(state, id))
      takeGeneration(client, generation)
      refreshBoards(client)
    },
  })
}

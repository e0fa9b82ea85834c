import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { requestJson } from '#lib/api-client.ts'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import type { Facet, FacetDto, FoundImageDto, LooksDto, SuggestionsDto } from '#lib/library/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'

/** Counts change with every picture that is made; what is opened again within this time may be this old. */
const FRESH_MS = 10_000

/** The values of a filter with how many pictures each would leave. */
export function useFacet(facet: Facet, query: Partial<LibraryQuery>, enabled = true) {
  const search = librarySearch(query).toString()
  return useQuery({
    queryKey: [...queryKeys.finding, 'facet', facet, search],
    queryFn: ({ signal }) =>
      requestJson<FacetDto>(`/api/library/facets?facet=${facet}&${search}`, { signal }),
    select: (answer) => answer.values,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    enabled,
  })
}

/** How many pictures each of the queries finds, in their order; `undefined` until it is known. */
export function useCounts(queries: readonly Partial<LibraryQuery>[]): (number | undefined)[] {
  return useQueries({
    queries: queries.map((query) => {
      const search = librarySearch(query).toString()
      return {
        queryKey: [...queryKeys.finding, 'count', search],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          requestJson<{ count: number }>(`/api/library/count?${search}`, { signal }),
        staleTime: FRESH_MS,
      }
    }),
    combine: (answers) => answers.map((answer) => answer.data?.count),
  })
}

/** What a search text may mean. The last suggestions stay until those of a longer text are there. */
export function useSuggestions(text: string) {
  return useQuery({
    queryKey: [...queryKeys.finding, 'suggestions', text],
    queryFn: ({ signal }) =>
      requestJson<SuggestionsDto>(`/api/library/suggestions?q=${encodeURIComponent(text)}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    enabled: text !== '',
  })
}

/** Older pictures are looked at some hundred in a second. */
const LOOKED_AT_MS = 60_000

/** How many pictures cannot be compared, or not yet; asked again while there are any. */
export function useLooksMissing(): number {
  const { data } = useQuery({
    queryKey: [...queryKeys.finding, 'looks'],
    queryFn: ({ signal }) => requestJson<LooksDto>('/api/library/looks', { signal }),
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => (state.data?.missing ? LOOKED_AT_MS : false),
  })
  return data?.missing ?? 0
}

/** Which of our pictures a picture is, and how it looks; it is not kept. */
export function findPicture(picture: File): Promise<FoundImageDto> {
  return requestJson<FoundImageDto>('/api/library/find', {
    method: 'POST',
    body: picture,
    headers: {
      'content-type': picture.type || 'application/octet-stream',
      'x-file-name': encodeURIComponent(picture.name),
    },
  })
}

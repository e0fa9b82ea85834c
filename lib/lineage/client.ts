import { useQuery } from '@tanstack/react-query'
import { requestJson } from '#lib/api-client.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { LineageDto } from './schema.ts'

/** The page of a picture's lineage, relative to the studio. */
export const lineagePath = (imageId: string) => `/lineage/${imageId}`

/** From what a picture was made and what was made from it, so many steps each way. */
export function useLineage(imageId: string, levels: number) {
  return useQuery({
    queryKey: queryKeys.lineage(imageId, levels),
    queryFn: ({ signal }) =>
      requestJson<LineageDto>(`/api/images/${imageId}/lineage?levels=${levels}`, { signal }),
  })
}

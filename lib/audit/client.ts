import { useInfiniteQuery } from '@tanstack/react-query'
import { requestJson } from '#lib/api-client.ts'
import type { AuditPageDto } from './schema.ts'

/** The log as a file, with the same filters. */
export const auditExportUrl = (filters: URLSearchParams) => `/api/admin/audit/export?${filters}`

/** Entries of the log, newest first; `filters` are those of `auditQuery`. */
export function useAuditLog(filters: URLSearchParams) {
  const search = filters.toString()
  return useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(search)
      if (pageParam !== null) query.set('cursor', pageParam)
      return requestJson<AuditPageDto>(`/api/admin/audit?${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Whoever opens the log wants it as it is now.
    staleTime: 0,
  })
}

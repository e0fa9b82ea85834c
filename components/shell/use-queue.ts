'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import type { QueueStateDto } from '#lib/events/schema.ts'

const queueQuery = queryOptions({
  queryKey: ['queue'],
  queryFn: async (): Promise<QueueStateDto> => {
    const response = await fetch('/api/queue')
    if (!response.ok) throw new Error(`the queue's state was answered with ${response.status}`)
    return response.json()
  },
})

/** What runs and waits; `undefined` until the first answer. The event stream keeps it fresh. */
export function useQueue(): QueueStateDto | undefined {
  return useQuery(queueQuery).data
}

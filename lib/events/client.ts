import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { requestJson } from '#lib/api-client.ts'
import { refreshBoard, refreshBoards } from '#lib/boards/refresh.ts'
import { queryKeys } from '#lib/query-keys.ts'
import { applyEvent } from './apply-event.ts'
import { updateCache } from './query-cache.ts'
import type { QueueStateDto, StudioEvent } from './schema.ts'

/** `connecting` before the first answer, `open` while news arrive, `lost` while the studio cannot be reached. */
export type Connection = 'connecting' | 'open' | 'lost'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

let connection: Connection = 'connecting'
const listeners = new Set<() => void>()

function setConnection(next: Connection): void {
  if (connection === next) return
  connection = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How the tab stands with the studio, for the line that says so. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    subscribe,
    () => connection,
    () => 'connecting',
  )
}

/**
 * Opens the stream and keeps it open. The browser reconnects by itself (and the server then replays what was missed)
 * unless an answer was not a stream, as while the studio restarts: then we open a new one, later and later. A new
 * stream cannot say what it saw last, so everything shown is fetched afresh.
 */
function openStream(client: QueryClient): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT_MS

  function fetchAfresh(): void {
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.gone[0] })
  }

  function receive(message: MessageEvent<string>): void {
    const event: StudioEvent = JSON.parse(message.data)
    if (event.type === 'generation' || event.type === 'queue' || event.type === 'hidden') {
      updateCache(client, (state) => applyEvent(state, event))
      // Lists lose their pictures above; what boards count and show on their tiles only the studio knows.
      if (event.type === 'hidden') void client.invalidateQueries({ queryKey: queryKeys.boards })
      return
    }
    if (event.type === 'board') {
      refreshBoard(client, event.boardId)
      return
    }
    // Too much to replay, or news that a tab which outlived an update does not know.
    fetchAfresh()
  }

  function connect(): void {
    const stream = new EventSource('/api/events')
    let first = true
    source = stream
    stream.onopen = () => {
      wait = FIRST_WAIT_MS
      setConnection('open')
      // News of runs are replayed by the studio, those of boards are not.
      if (first) fetchAfresh()
      else refreshBoards(client)
      first = false
    }
    stream.onmessage = receive
    stream.onerror = () => {
      setConnection('lost')
      if (stream.readyState !== EventSource.CLOSED) return
      // An answer that was no stream does not say why. Any other request does: the studio restarts, or the session ended.
      void client.invalidateQueries({ queryKey: queryKeys.queue })
      timer = setTimeout(connect, wait * (0.75 + Math.random() / 2))
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }

  function connectNow(): void {
    if (source?.readyState === EventSource.OPEN) return
    clearTimeout(timer)
    source?.close()
    wait = FIRST_WAIT_MS
    connect()
  }

  connect()
  window.addEventListener('online', connectNow)
  return () => {
    window.removeEventListener('online', connectNow)
    clearTimeout(timer)
    source?.close()
  }
}

/** Keeps the query cache true by the studio's events. Mounted once in a tab, by the shell. */
export function useStudioEvents(): void {
  const client = useQueryClient()
  useEffect(() => openStream(client), [client])
}

const queueOptions = queryOptions({
  queryKey: queryKeys.queue,
  queryFn: ({ signal }) => requestJson<QueueStateDto>('/api/queue', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What runs and what waits; `undefined` until known. */
export function useQueueState(): QueueStateDto | undefined {
  return useQuery(queueOptions).data
}

/** The picture's place in line, from 1; `undefined` where it does not wait or is beyond the known part of the line. */
export function useQueuePosition(imageId: string): number | undefined {
  const select = (queue: QueueStateDto) => queue.queued.indexOf(imageId) + 1
  return useQuery({ ...queueOptions, select }).data || undefined
}

import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { requestJson } from '#lib/api-client.ts'
import { refreshBoard, refreshBoards } from '#lib/boards/refresh.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { queryKeys } from '#lib/query-keys.ts'
import { applyEvent } from './apply-event.ts'
import type { List } from './lists.ts'
import { updateCache } from './query-cache.ts'
import type { QueueStateDto, StudioEvent } from './schema.ts'
import { noteRun } from './told-runs.ts'

/** `connecting` before the first answer, `open` while news arrive, `lost` while the studio cannot be reached. */
export type Connection = 'connecting' | 'open' | 'lost'

/**
 * A page so young has fetched nothing that the studio does not tell again: each new stream begins with what changed
 * in the last 15 seconds. Milliseconds.
 */
const YOUNG_MS = 10_000

const LIST_KEYS: Readonly<Record<List, readonly string[]>> = {
  kits: queryKeys.kits,
  prompts: queryKeys.savedPrompts,
  searches: queryKeys.searches,
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

let connection: Connection = 'connecting'
const listeners = new Set<() => void>()

const runListeners = new Set<(run: GenerationDto) => void>()

/** Calls back with every state of a run that arrives. Returns the way to stop. */
export function onRunNews(listener: (run: GenerationDto) => void): () => void {
  runListeners.add(listener)
  return () => runListeners.delete(listener)
}

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
 * stream cannot say what it saw last, so everything shown is fetched afresh, unless the page itself is new.
 */
function openStream(client: QueryClient): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = FIRST_WAIT_MS

  function fetchAfresh(): void {
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.gone[0] })
    tellLibraries({ type: 'reset' })
  }

  function receive(message: MessageEvent<string>): void {
    const event: StudioEvent = JSON.parse(message.data)
    if (event.type === 'generation') {
      noteRun(event.generation)
      for (const listener of runListeners) listener(event.generation)
    }
    if (
      event.type === 'generation' ||
      event.type === 'queue' ||
      event.type === 'hidden' ||
      event.type === 'hearts'
    ) {
      updateCache(client, (state) => applyEvent(state, event))
      // Lists lose their pictures above; what else shows or counts them only the studio can tell anew.
      if (event.type === 'hidden') {
        for (const queryKey of [queryKeys.boards, queryKeys.matrices, queryKeys.lineages]) {
          void client.invalidateQueries({ queryKey })
        }
      }
      return
    }
    if (event.type === 'board') {
      refreshBoard(client, event.boardId)
      return
    }
    if (event.type === 'list') {
      void client.invalidateQueries({ queryKey: LIST_KEYS[event.list] })
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
      // News of runs are replayed by the studio, those of boards, lists and hearts are not.
      if (first && performance.now() > YOUNG_MS) fetchAfresh()
      else {
        refreshBoards(client)
        for (const queryKey of Object.values(LIST_KEYS)) void client.invalidateQueries({ queryKey })
      }
      if (!first) {
        // A page that is new has fetched the hearts just now.
        void client.invalidateQueries({ queryKey: queryKeys.imageDetails })
        tellLibraries({ type: 'reset' })
      }
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

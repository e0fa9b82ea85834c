'use client'

import { type Dispatch, useCallback, useMemo, useRef } from 'react'
import { ApiError } from '#lib/api-client.ts'
import { referenceFromImage, referenceFromUrl, uploadReference } from '#lib/references/client.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { ComposerAction } from './composer-reducer.ts'
import { newId } from './new-id.ts'
import type { ReferenceItem, ReferenceSource } from './reference-list.ts'

function nameOf(source: ReferenceSource): string {
  if (source.from === 'file') return source.file.name
  return source.from === 'url' ? source.input.url : ''
}

function store(
  source: ReferenceSource,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ReferenceDto> {
  if (source.from === 'file') return uploadReference(source.file, { onProgress, signal })
  if (source.from === 'url') return referenceFromUrl(source.input, signal)
  return referenceFromImage(source.imageId, signal)
}

/** Brings pictures into the row: a tile at once, its progress, its outcome. */
export function useReferenceSources(dispatch: Dispatch<ComposerAction>) {
  const running = useRef(new Map<string, AbortController>())

  const start = useCallback(
    async (key: string, source: ReferenceSource) => {
      const controller = new AbortController()
      running.current.set(key, controller)
      try {
        const onProgress = (share: number) => dispatch({ type: 'progress', key, share })
        const reference = await store(source, onProgress, controller.signal)
        dispatch({ type: 'settled', key, reference })
      } catch (cause) {
        if (controller.signal.aborted) return
        const error = cause instanceof ApiError ? cause : new ApiError('unreadable', 0, { cause })
        dispatch({ type: 'failed', key, error })
      } finally {
        running.current.delete(key)
      }
    },
    [dispatch],
  )

  const addReferences = useCallback(
    (sources: readonly ReferenceSource[]) => {
      const items = sources.map((source): ReferenceItem & { state: 'adding' } => ({
        key: newId(),
        state: 'adding',
        source,
        name: nameOf(source),
        share: 0,
      }))
      dispatch({ type: 'add', items })
      for (const item of items) void start(item.key, item.source)
    },
    [dispatch, start],
  )

  const retryReference = useCallback(
    (item: ReferenceItem & { state: 'failed' }) => {
      dispatch({ type: 'again', key: item.key })
      void start(item.key, item.source)
    },
    [dispatch, start],
  )

  const removeReference = useCallback(
    (key: string) => {
      running.current.get(key)?.abort()
      dispatch({ type: 'remove', key })
    },
    [dispatch],
  )

  return useMemo(
    () => ({ addReferences, retryReference, removeReference }),
    [addReferences, retryReference, removeReference],
  )
}

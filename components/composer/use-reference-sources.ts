'use client'

import { type Dispatch, useCallback, useMemo, useRef } from 'react'
import { ApiError } from '#lib/api-client.ts'
import type { ComposerAction } from './composer-reducer.ts'
import { newId } from './new-id.ts'
import type { ReferenceItem, ReferenceSource } from './reference-list.ts'

function nameOf(source: ReferenceSource): string {
  if (source.from === 'file') return source.file.name
  return source.from === 'url' ? source.input.url : ''
}

/** The code that sends is fetched with the first reference. */
function sender() {
  return import('./store-reference.ts').catch((cause) => {
    throw new ApiError('network', 0, { cause })
  })
}

/**
 * Brings pictures into the row: a tile at once, its progress, its outcome.
 *
 * @param onRecipe told of files that carry a recipe; must stay the same function
 */
export function useReferenceSources(dispatch: Dispatch<ComposerAction>, onRecipe: (file: File) => void) {
  const running = useRef(new Map<string, AbortController>())

  const start = useCallback(
    async (key: string, source: ReferenceSource) => {
      const controller = new AbortController()
      running.current.set(key, controller)
      try {
        const onProgress = (share: number) => dispatch({ type: 'progress', key, share })
        const { store } = await sender()
        controller.signal.throwIfAborted()
        const reference = await store(source, { onProgress, onRecipe, signal: controller.signal })
        dispatch({ type: 'settled', key, reference })
      } catch (cause) {
        if (controller.signal.aborted) return
        const error = cause instanceof ApiError ? cause : new ApiError('unreadable', 0, { cause })
        dispatch({ type: 'failed', key, error })
      } finally {
        running.current.delete(key)
      }
    },
    [dispatch, onRecipe],
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

  /** Brings those that were on their way when the row was replaced, and are in it again: their outcome found no tile. */
  const goOn = useCallback(
    (items: readonly ReferenceItem[]) => {
      for (const item of items) {
        if (item.state === 'adding' && !running.current.has(item.key)) void start(item.key, item.source)
      }
    },
    [start],
  )

  const removeReference = useCallback(
    (key: string) => {
      running.current.get(key)?.abort()
      dispatch({ type: 'remove', key })
    },
    [dispatch],
  )

  return useMemo(
    () => ({ addReferences, retryReference, removeReference, goOn }),
    [addReferences, retryReference, removeReference, goOn],
  )
}

import { useEffect, useRef, useState } from 'react'
import type { ReferenceSource } from '#components/composer/reference-list.ts'
import { store } from '#components/composer/store-reference.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'

/** Neither the share that was sent nor a recipe in the picture is of interest here. */
const QUIET = { onProgress: () => {}, onRecipe: () => {} }

/** Brings pictures to the studio one after the other; what could not be read is said, and the others go on. */
export function useStoreReferences(onStored: (reference: ReferenceDto) => void) {
  const errorText = useErrorText()
  const [adding, setAdding] = useState(0)
  const stored = useRef(onStored)
  useEffect(() => {
    stored.current = onStored
  }, [onStored])

  const gone = useRef<AbortController>(null)
  useEffect(() => {
    const controller = new AbortController()
    gone.current = controller
    return () => controller.abort()
  }, [])

  const bring = async (sources: readonly ReferenceSource[]) => {
    const signal = gone.current?.signal
    if (!signal) return
    setAdding((count) => count + sources.length)
    for (const source of sources) {
      try {
        stored.current(await store(source, { ...QUIET, signal }))
      } catch (cause) {
        if (signal.aborted) return
        showToast(errorText(cause instanceof ApiError ? cause : new ApiError('unreadable', 0, { cause })), {
          tone: 'danger',
        })
      }
      setAdding((count) => count - 1)
    }
  }
  return { adding, store: (sources: readonly ReferenceSource[]) => void bring(sources) }
}

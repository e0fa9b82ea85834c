'use client'

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import { loadCatalogue, pageLocale } from '#lib/i18n/catalogue.ts'
import { once } from '#lib/once.ts'
import { WholeCatalogue } from './whole-catalogue.tsx'

/** What a lazily loaded component takes beside its own props. */
interface Around {
  /** Drawn until it is there. */
  fallback?: ReactNode
  /** Its code could not be fetched. */
  onFailed?: () => void
}

/**
 * A component whose code and words are fetched when it is first wanted. Unlike `React.lazy`, it draws at once, without
 * suspending, where they were fetched ahead of time; and code that cannot be fetched takes nothing else from the screen:
 * `fallback` stays, and the next time it is wanted tries again.
 *
 * @param words false for one that says nothing of its own: it waits for no words
 * @returns the component, and how to fetch its code ahead of time
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { words = true }: { words?: boolean } = {},
): [component: ComponentType<Props & Around>, preload: () => void] {
  let loaded: ComponentType<Props> | undefined

  const fetchOnce = once(async () => {
    const [component] = await Promise.all([load(), words && loadCatalogue(pageLocale())])
    loaded = component
  })

  // biome-ignore lint/correctness/noComponentHookFactories: called once per module, as React.lazy is
  function Lazily({ fallback = null, onFailed, ...props }: Props & Around) {
    const [Loaded, setLoaded] = useState(() => loaded)
    const failed = useRef(onFailed)
    useEffect(() => {
      failed.current = onFailed
    }, [onFailed])
    useEffect(() => {
      if (Loaded) return
      let gone = false
      fetchOnce().then(
        () => gone || setLoaded(() => loaded),
        (cause) => {
          reportError(cause)
          if (!gone) failed.current?.()
        },
      )
      return () => {
        gone = true
      }
    }, [Loaded])
    if (!Loaded) return fallback
    const drawn = <Loaded {...(props as unknown as Props)} />
    return words ? <WholeCatalogue fallback={fallback}>{drawn}</WholeCatalogue> : drawn
  }

  const preload = () => {
    // Offline: whoever draws the component tries again.
    fetchOnce().catch(() => {})
  }
  return [Lazily, preload]
}

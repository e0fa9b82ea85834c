'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A component whose code is fetched when it is first wanted. Unlike `React.lazy`, it draws at once, without suspending,
 * where its code was fetched ahead of time; and code that cannot be fetched takes nothing else from the screen: `fallback`
 * stays, and the next time it is wanted tries again.
 *
 * @returns the component, and how to fetch its code ahead of time
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): [component: ComponentType<Props & { fallback?: ReactNode }>, preload: () => void] {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<void> | undefined

  function fetchOnce(): Promise<void> {
    loading ??= load().then(
      (component) => {
        loaded = component
      },
      (cause) => {
        loading = undefined
        throw cause
      },
    )
    return loading
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once per module, as React.lazy is
  function Lazily({ fallback = null, ...props }: Props & { fallback?: ReactNode }) {
    const [Loaded, setLoaded] = useState(() => loaded)
    useEffect(() => {
      if (Loaded) return
      let gone = false
      fetchOnce().then(() => gone || setLoaded(() => loaded), reportError)
      return () => {
        gone = true
      }
    }, [Loaded])
    return Loaded ? <Loaded {...(props as unknown as Props)} /> : fallback
  }

  const preload = () => {
    // Offline: whoever draws the component tries again.
    fetchOnce().catch(() => {})
  }
  return [Lazily, preload]
}

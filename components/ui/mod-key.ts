'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** The platform's command key as it is printed on keyboards: `⌘` or `Ctrl`. */
export function useModKey(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  )
}

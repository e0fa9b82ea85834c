import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * False until the page's script is there. A form sent before would be the browser's own, with what was typed in the
 * address; its button waits.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useModKey } from '#components/ui/mod-key.ts'
import type { CommandId } from './catalogue.ts'
import { currentKeymap, offerCommand, type Run, subscribeKeymap } from './command-store.ts'
import { printedKey } from './keymap.ts'

/** Does a command while the component is there: by its key, and from the palette. */
export function useCommand(id: CommandId, run: Run, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  }, [run])
  useEffect(() => {
    if (!enabled) return
    return offerCommand(id, () => latest.current())
  }, [id, enabled])
}

/** The key of a command as it is printed on buttons and tooltips; `undefined` where the person has taken it away. */
export function useCommandKeys(id: CommandId): string | undefined {
  const mod = useModKey()
  const key = useSyncExternalStore(
    subscribeKeymap,
    () => currentKeymap().get(id),
    () => currentKeymap().get(id),
  )
  return key === undefined ? undefined : printedKey(key, mod)
}

import { useEffect } from 'react'
import { currentKeymap, runCommand } from './command-store.ts'
import { commandFor, type Key, pressedKey } from './keymap.ts'

/** How long the first of two keys waits for the second. */
const PAIR_MS = 1_200

/** Whether keys go into something where they are text, or that has keys of its own. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest(
      'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable], [popover]',
    ) !== null
  )
}

/** Hears the keys of commands, for the whole page. What has the focus comes first, and so does a dialog. */
export function useCommandListener(): void {
  useEffect(() => {
    let before: { key: Key; at: number } | null = null
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const key = pressedKey(event)
      if (key === null) return
      const held = before && event.timeStamp - before.at < PAIR_MS ? before.key : null
      before = null
      if (document.querySelector('dialog[open]')) return
      // The palette is at hand also while somebody writes; everything else would take their letters.
      const found = commandFor(currentKeymap(), key, held)
      if (found === null) return
      if (isTaken(event.target) && !('command' in found && found.command === 'palette')) return
      if ('begins' in found) {
        before = { key: found.begins, at: event.timeStamp }
        return
      }
      if (event.repeat) return
      if (runCommand(found.command)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

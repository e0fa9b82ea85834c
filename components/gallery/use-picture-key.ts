import { useEffect, useRef } from 'react'
import { currentPicture } from '#components/viewer/viewer-store.ts'
import { selectedWith, selection } from './selection-store.ts'

/** The pictures that a key is about: the one in the viewer, the one with the focus, those chosen, the one pointed at. */
function picturesAtHand(): readonly string[] {
  const open = currentPicture()
  if (open !== null) return [open]
  const focused = document.activeElement?.closest<HTMLElement>('[data-picture]')?.dataset.picture
  if (focused !== undefined) return selectedWith(focused)
  if (selection().size > 0) return [...selection()]
  const pointed = document.querySelector<HTMLElement>('[data-picture]:hover')?.dataset.picture
  return pointed === undefined ? [] : [pointed]
}

/**
 * Does something with the pictures at hand when a key is pressed, wherever in the studio there are any.
 *
 * @param key a letter in lower case; with Shift it counts too
 */
export function usePictureKey(
  key: string,
  enabled: boolean,
  act: (imageIds: readonly string[]) => void,
): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  }, [act])
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const typing =
        event.target instanceof Element &&
        event.target.closest('input:not([type=checkbox]), textarea, [popover]')
      if (typing) return
      const pictures = picturesAtHand()
      if (pictures.length === 0) return
      event.preventDefault()
      latest.current(pictures)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [key, enabled])
}

import { type RefObject, useEffect } from 'react'

/**
 * Makes the viewer the only thing there is: everything else on the page but notices is inert, and the focus goes in
 * and, afterwards, back. Unlike a modal `dialog` it leaves the undo of a notice within reach.
 */
export function useStageAlone(root: RefObject<HTMLElement | null>, returnTo: () => HTMLElement | null): void {
  useEffect(() => {
    const element = root.current
    if (!element) return
    const before = document.activeElement
    const hidden = [...document.body.children].filter(
      (child): child is HTMLElement =>
        child instanceof HTMLElement &&
        child !== element &&
        !child.inert &&
        !child.hasAttribute('popover') &&
        !child.hasAttribute('aria-live'),
    )
    for (const child of hidden) child.inert = true
    element.focus({ preventScroll: true })
    return () => {
      for (const child of hidden) child.inert = false
      const target = returnTo() ?? (before instanceof HTMLElement ? before : null)
      target?.focus({ preventScroll: true })
    }
  }, [root, returnTo])
}

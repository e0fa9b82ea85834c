import { type RefObject, useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react'

function subscribeScroll(listener: () => void): () => void {
  window.addEventListener('scroll', listener, { passive: true })
  window.addEventListener('resize', listener)
  return () => {
    window.removeEventListener('scroll', listener)
    window.removeEventListener('resize', listener)
  }
}

/** Pixels by which the seen stretch moves at once: fewer renders while scrolling. */
const STEP = 240

/**
 * The stretch of an element that is in the window, from its upper edge, in pixels and steps; `width` is the element's.
 * The page scrolls, not a box in it, so that the browser keeps and restores the place.
 */
export function useWindow(list: RefObject<HTMLElement | null>) {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [list])

  const read = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    return Math.floor(-top / STEP) * STEP
  }, [list])
  const top = useSyncExternalStore(subscribeScroll, read, () => 0)
  const screen = useSyncExternalStore(
    subscribeScroll,
    () => window.innerHeight,
    () => 0,
  )
  return { width, top, bottom: top + screen + STEP }
}

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

const ZOOM = { min: 0.25, max: 3 } as const

interface PanZoom {
  /** What scrolls. */
  frame: RefObject<HTMLElement | null>
  zoom: number
  zoomBy: (factor: number) => void
}

/**
 * Scrolling is the browser's own (wheel, touch, bars). Added to it: dragging by the mouse where there is no picture, and
 * zooming by Ctrl and the wheel (which a pinch on a touchpad is) and by two fingers, about the frame's middle.
 */
export function usePanZoom(): PanZoom {
  const frame = useRef<HTMLElement>(null)
  const [zoom, setZoom] = useState(1)
  const ratio = useRef({ x: 0.5, y: 0.5, zoom: 1 })

  const zoomBy = useCallback((factor: number) => {
    const element = frame.current
    if (!element) return
    const share = (scrolled: number, client: number, whole: number) => (scrolled + client / 2) / whole
    ratio.current = {
      x: share(element.scrollLeft, element.clientWidth, element.scrollWidth),
      y: share(element.scrollTop, element.clientHeight, element.scrollHeight),
      zoom: ratio.current.zoom,
    }
    setZoom((before) => Math.min(ZOOM.max, Math.max(ZOOM.min, before * factor)))
  }, [])

  // What was in the middle stays there.
  useEffect(() => {
    const element = frame.current
    if (!element || ratio.current.zoom === zoom) return
    const { x, y } = ratio.current
    ratio.current.zoom = zoom
    element.scrollTo({
      left: x * element.scrollWidth - element.clientWidth / 2,
      top: y * element.scrollHeight - element.clientHeight / 2,
    })
  }, [zoom])

  useEffect(() => {
    const element = frame.current
    return element ? listen(element, zoomBy) : undefined
  }, [zoomBy])
  return { frame, zoom, zoomBy }
}

function listen(element: HTMLElement, zoomBy: (factor: number) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const fingers = new Map<number, PointerEvent>()
  const apart = () => {
    const [a, b] = [...fingers.values()]
    return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : null
  }
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoomBy(Math.exp(-event.deltaY / 200))
  }
  const down = (event: PointerEvent) => {
    fingers.set(event.pointerId, event)
    const onPicture = event.target instanceof Element && event.target.closest('a, button') !== null
    if (event.pointerType === 'mouse' && event.button === 0 && !onPicture) {
      element.setPointerCapture(event.pointerId)
    }
  }
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId)
    if (!before) return
    const was = apart()
    fingers.set(event.pointerId, event)
    const is = apart()
    if (was !== null && is !== null && was > 0) zoomBy(is / was)
    else if (element.hasPointerCapture(event.pointerId)) {
      element.scrollBy(before.clientX - event.clientX, before.clientY - event.clientY)
    }
  }
  const up = (event: PointerEvent) => fingers.delete(event.pointerId)
  const touch = (event: TouchEvent) => {
    // Two fingers zoom the graph, not the page.
    if (event.touches.length > 1) event.preventDefault()
  }
  element.addEventListener('wheel', wheel, { signal, passive: false })
  element.addEventListener('touchmove', touch, { signal, passive: false })
  element.addEventListener('pointerdown', down, { signal })
  element.addEventListener('pointermove', move, { signal })
  element.addEventListener('pointerup', up, { signal })
  element.addEventListener('pointercancel', up, { signal })
  return () => stop.abort()
}

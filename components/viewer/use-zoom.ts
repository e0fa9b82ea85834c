import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { AT_REST, limited, type Point, type View, type ViewLimits, zoomedAt } from './view.ts'

/** Part of the zoom that a pixel of wheel travel is; a trackpad's pinch arrives as a wheel with `ctrlKey`. */
const WHEEL = 0.0015
const TRACKPAD_PINCH = 0.01
const LINE_PIXELS = 16

/**
 * Wheel, pinch, drag and steps over a stage. Our own, because the usual library writes a style element into the page,
 * which our Content-Security-Policy forbids, and for being a tenth of its size.
 *
 * @param held a view that is kept elsewhere, for stages that move together
 */
export function useZoom(
  stage: RefObject<HTMLElement | null>,
  limits: ViewLimits | null,
  held?: [view: View, change: (next: (before: View) => View) => void],
) {
  const own = useState<View>(AT_REST)
  const [wanted, setWanted] = held ?? own
  /** True where the view changed by a key or button, which may glide; fingers and wheels lead it themselves. */
  const [gliding, setGliding] = useState(false)
  const pointers = useRef(new Map<number, Point>())
  const latest = useRef(limits)
  const latestChange = useRef(setWanted)
  useEffect(() => {
    latest.current = limits
    latestChange.current = setWanted
  }, [limits, setWanted])
  const view = limits ? limited(wanted, limits) : AT_REST

  const change = (next: (view: View, limits: ViewLimits) => View, glide: boolean) => {
    setGliding(glide)
    setWanted((before) => {
      const bounds = latest.current
      return bounds ? next(limited(before, bounds), bounds) : before
    })
  }

  useEffect(() => {
    const element = stage.current
    if (!element) return
    // React listens to wheels passively; the page below must not scroll along.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const travel = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1)
      const factor = Math.exp(-travel * (event.ctrlKey ? TRACKPAD_PINCH : WHEEL))
      const point = fromMiddle(element, event)
      setGliding(false)
      latestChange.current((before) => {
        const bounds = latest.current
        if (!bounds) return before
        const from = limited(before, bounds)
        return zoomedAt(from, from.scale * factor, point, bounds)
      })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])

  const middle = { x: 0, y: 0 }
  return {
    view,
    gliding,
    zoomBy: (factor: number) =>
      change((from, bounds) => zoomedAt(from, from.scale * factor, middle, bounds), true),
    zoomTo: (scale: number, point: Point = middle) =>
      change((from, bounds) => zoomedAt(from, scale, point, bounds), true),
    rest: () => change(() => AT_REST, true),
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType === 'mouse' && event.button !== 0) return
        pointers.current.set(event.pointerId, fromMiddle(event.currentTarget, event))
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const held = pointers.current
        const from = held.get(event.pointerId)
        if (!from) return
        const to = fromMiddle(event.currentTarget, event)
        held.set(event.pointerId, to)
        if (held.size > 2) return
        const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
        if (!other) {
          const dragged = (before: View, bounds: ViewLimits) =>
            limited({ ...before, x: before.x + to.x - from.x, y: before.y + to.y - from.y }, bounds)
          return change(dragged, false)
        }
        const factor = distance(to, other) / Math.max(1, distance(from, other))
        const [was, is] = [between(from, other), between(to, other)]
        change((before, bounds) => {
          const moved = { ...before, x: before.x + is.x - was.x, y: before.y + is.y - was.y }
          return zoomedAt(moved, before.scale * factor, is, bounds)
        }, false)
      },
      onPointerUp: (event: PointerEvent) => pointers.current.delete(event.pointerId),
      onPointerCancel: (event: PointerEvent) => pointers.current.delete(event.pointerId),
    },
  }
}

/** Where on the stage something happened, from its middle. */
export function fromMiddle(stage: Element, event: { clientX: number; clientY: number }): Point {
  const box = stage.getBoundingClientRect()
  return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

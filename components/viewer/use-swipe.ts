import { type PointerEvent, useRef, useState } from 'react'

/** Pixels a finger must travel to turn the page. */
const FAR_ENOUGH = 56

interface Offset {
  x: number
  y: number
}

/** One finger sideways turns the page, downwards closes. A second finger means pinching and ends it. */
export function useSwipe(enabled: boolean, onSwipe: (direction: 'next' | 'previous' | 'close') => void) {
  const start = useRef<(Offset & { pointer: number }) | null>(null)
  const [offset, setOffset] = useState<Offset | null>(null)

  const end = () => {
    start.current = null
    setOffset(null)
  }
  const travelled = (event: PointerEvent): Offset | null => {
    const from = start.current
    if (!from || from.pointer !== event.pointerId) return null
    const x = event.clientX - from.x
    const y = event.clientY - from.y
    return Math.abs(x) > Math.abs(y) ? { x, y: 0 } : { x: 0, y: Math.max(0, y) }
  }

  return {
    offset,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        if (!enabled || event.pointerType !== 'touch') return
        if (!event.isPrimary) return end()
        start.current = { x: event.clientX, y: event.clientY, pointer: event.pointerId }
      },
      onPointerMove: (event: PointerEvent) => {
        const way = travelled(event)
        if (way) setOffset(way)
      },
      onPointerUp: (event: PointerEvent) => {
        const way = travelled(event)
        end()
        if (!way) return
        if (way.x < -FAR_ENOUGH) onSwipe('next')
        else if (way.x > FAR_ENOUGH) onSwipe('previous')
        else if (way.y > FAR_ENOUGH * 1.5) onSwipe('close')
      },
      onPointerCancel: end,
    },
  }
}

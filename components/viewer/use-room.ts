import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Size } from '#lib/models/catalogue.ts'

/** An element's pixels inside its border, also after they change; `null` until measured. */
export function useRoom(stage: RefObject<HTMLElement | null>): Size | null {
  const [room, setRoom] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [stage])
  return room
}

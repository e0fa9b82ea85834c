import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Size } from '#lib/models/catalogue.ts'

/** Pixels of a picture fitted into an element, never larger than its own; `null` until measured. */
export function useFit(stage: RefObject<HTMLElement | null>, picture: Size): Size | null {
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
  if (!room || room.width === 0) return null
  const scale = Math.min(room.width / picture.width, room.height / picture.height, 1)
  return { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }
}

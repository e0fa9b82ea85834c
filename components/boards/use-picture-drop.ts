import { type DragEvent, useRef, useState } from 'react'
import { draggedPictures } from '#components/picture/picture-drag.ts'

/**
 * Lets an element take pictures that are dragged onto it. Spread `handlers` on it; `over` is true while they are above
 * it.
 */
export function usePictureDrop(onDrop: (imageIds: readonly string[]) => void) {
  const [over, setOver] = useState(false)
  // Entering a child comes before leaving what is around it.
  const depth = useRef(0)
  const takes = (event: DragEvent) => {
    if (draggedPictures() === null) return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!takes(event)) return
      depth.current += 1
      setOver(true)
    },
    onDragOver: (event: DragEvent) => {
      if (takes(event)) event.dataTransfer.dropEffect = 'copy'
    },
    onDragLeave: () => {
      depth.current = Math.max(0, depth.current - 1)
      if (depth.current === 0) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      const pictures = draggedPictures()
      depth.current = 0
      setOver(false)
      if (!takes(event) || pictures === null) return
      onDrop(pictures)
    },
  }
  return { over, handlers }
}

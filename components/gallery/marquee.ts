import { edgeScroller } from './edge-scroll.ts'
import { chooseOnly, selection } from './selection-store.ts'

/** A mouse that moves less than this clicks. */
const STILL_PX = 5
/** What can be pressed or dragged by itself. */
const OWN_GESTURE = 'a, button, input, select, textarea, label, [role="slider"]'

/**
 * Draws a rectangle with the mouse and chooses what it touches: begun beside the pictures, or over them with Shift or Alt (a
 * plain drag carries a picture to a board). With Shift, Ctrl or ⌘ besides what is chosen already. Returns the way to stop.
 *
 * @param onEnd after a rectangle was drawn; the click that ends it means nothing more
 */
export function followMarquee(area: HTMLElement, onEnd: () => void): () => void {
  const onPointerDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch' || event.button !== 0 || !(event.target instanceof Element)) return
    const over = event.shiftKey || event.altKey
    if (!over && event.target.closest(OWN_GESTURE)) return
    begin(area, event, onEnd)
  }
  const onDragStart = (event: DragEvent) => {
    if (event.shiftKey || event.altKey) event.preventDefault()
  }
  area.addEventListener('pointerdown', onPointerDown)
  area.addEventListener('dragstart', onDragStart, { capture: true })
  return () => {
    area.removeEventListener('pointerdown', onPointerDown)
    area.removeEventListener('dragstart', onDragStart, { capture: true })
  }
}

function begin(area: HTMLElement, start: PointerEvent, onEnd: () => void): void {
  const from = { x: start.clientX + scrollX, y: start.clientY + scrollY }
  const before = start.shiftKey || start.ctrlKey || start.metaKey ? new Set(selection()) : new Set<string>()
  /** Tiles come and go while it scrolls: what left the document inside the rectangle stays touched. */
  const touched = new Set<string>()
  let frame: HTMLElement | null = null

  const draw = (x: number, y: number) => {
    const left = Math.min(from.x - scrollX, x)
    const top = Math.min(from.y - scrollY, y)
    const right = Math.max(from.x - scrollX, x)
    const bottom = Math.max(from.y - scrollY, y)
    if (frame) {
      Object.assign(frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      })
    }
    for (const tile of area.querySelectorAll<HTMLElement>('[data-picture]')) {
      const box = tile.getBoundingClientRect()
      const inside = box.left < right && box.right > left && box.top < bottom && box.bottom > top
      const id = tile.dataset.picture ?? ''
      if (inside) touched.add(id)
      else touched.delete(id)
    }
    chooseOnly(before.union(touched))
  }
  const scroller = edgeScroller(draw)
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return
    if (!frame) {
      if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < STILL_PX) return
      frame = document.createElement('div')
      frame.className = 'pointer-events-none fixed z-30 rounded-picture border border-accent bg-accent/15'
      frame.dataset.marquee = ''
      document.body.append(frame)
      getSelection()?.removeAllRanges()
    }
    scroller.moveTo(event.clientX, event.clientY)
  }
  const keep = (event: Event) => event.preventDefault()
  const end = () => {
    scroller.stop()
    document.removeEventListener('pointermove', onMove)
    document.removeEventListener('pointerup', end)
    document.removeEventListener('pointercancel', end)
    document.removeEventListener('selectstart', keep)
    if (!frame) return
    frame.remove()
    onEnd()
  }
  document.addEventListener('pointermove', onMove)
  document.addEventListener('pointerup', end)
  document.addEventListener('pointercancel', end)
  document.addEventListener('selectstart', keep)
}

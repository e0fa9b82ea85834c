import { edgeScroller } from './edge-scroll.ts'
import type { PictureOrder } from './picture-order.ts'
import { chooseOnly, selection } from './selection-store.ts'

const LONG_PRESS_MS = 450
/** A finger that moves further than this before scrolls. */
const STILL_PX = 8

const pictureOf = (target: Element | null) => target?.closest<HTMLElement>('[data-picture]') ?? null

/**
 * A finger held on a picture chooses it, and dragged on chooses all from there to the picture beneath it; near the edges
 * it scrolls. Returns the way to stop.
 *
 * @param order the list as it is at that moment
 * @param onPress a picture was held: chooses or unchooses it
 */
export function followLongPress(
  area: HTMLElement,
  order: () => PictureOrder,
  onPress: (id: string) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  /** The picture that was held, and what was chosen then. */
  let held: { id: string; before: ReadonlySet<string>; last: string } | null = null

  const extendTo = (x: number, y: number) => {
    const id = pictureOf(document.elementFromPoint(x, y))?.dataset.picture
    if (!held || id === undefined || id === held.last) return
    held.last = id
    const { before } = held
    const [from, to] = [order().indexOf(held.id), order().indexOf(id)]
    if (from === -1 || to === -1) return
    const extended = held
    order()
      .ids(Math.min(from, to), Math.max(from, to) + 1)
      .then(
        (ids) => {
          // A later place, or the end of the gesture, has its own say.
          if (held === extended && held.last === id) chooseOnly(before.union(new Set(ids)))
        },
        () => {
          // What could not be fetched stays unchosen; the next place asks again.
          if (held === extended) held.last = ''
        },
      )
  }
  const scroller = edgeScroller(extendTo)
  const stop = () => {
    clearTimeout(timer)
    scroller.stop()
    held = null
  }
  const onPointerDown = (event: PointerEvent) => {
    stop()
    const touch = event.pointerType === 'touch'
    const picture = event.target instanceof Element ? pictureOf(event.target) : null
    if (!picture) return
    // Android begins to drag what is held, and takes the finger away from here.
    picture.draggable = !touch
    const id = picture.dataset.picture
    if (!touch || id === undefined) return
    start = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => {
      onPress(id)
      held = { id, before: new Set(selection()), last: id }
    }, LONG_PRESS_MS)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (held) scroller.moveTo(event.clientX, event.clientY)
    else if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX) clearTimeout(timer)
  }
  // Once it chooses, the finger must not scroll the page.
  const onTouchMove = (event: TouchEvent) => {
    if (held && event.cancelable) event.preventDefault()
  }
  area.addEventListener('pointerdown', onPointerDown)
  area.addEventListener('touchmove', onTouchMove, { passive: false })
  document.addEventListener('pointermove', onPointerMove)
  document.addEventListener('pointerup', stop)
  document.addEventListener('pointercancel', stop)
  // Android's menu of a link would come over it.
  const onContextMenu = (event: Event) => {
    if (held || (event instanceof PointerEvent && event.pointerType === 'touch' && timer))
      event.preventDefault()
  }
  area.addEventListener('contextmenu', onContextMenu)
  return () => {
    stop()
    area.removeEventListener('pointerdown', onPointerDown)
    area.removeEventListener('touchmove', onTouchMove)
    area.removeEventListener('contextmenu', onContextMenu)
    document.removeEventListener('pointermove', onPointerMove)
    document.removeEventListener('pointerup', stop)
    document.removeEventListener('pointercancel', stop)
  }
}

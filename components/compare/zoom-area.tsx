import { type CSSProperties, type ReactNode, useRef } from 'react'
import { cx } from '#components/ui/cx.ts'
import { useRoom } from '#components/viewer/use-room.ts'
import { fromMiddle, useZoom } from '#components/viewer/use-zoom.ts'
import type { Size } from '#lib/models/catalogue.ts'
import { MOST, SHARED_AT_REST, type SharedView, toPixels, toShared } from './shared-view.ts'

/** What a double click zooms to. */
const CLOSE = 3

/** How a picture stands on its stage. */
export interface Placed {
  /** Its size and place. */
  style: CSSProperties
  /** Device pixels that it is wide on screen, also where only a part of it can be seen. */
  across: number
}

interface ZoomAreaProps {
  /** The pictures that stand in the area, each fitted into it in its own shape. */
  pictures: readonly Size[]
  view: SharedView
  onView: (next: (before: SharedView) => SharedView) => void
  /** Draws the pictures where `placed` says that they stand. */
  children: (placed: (picture: Size) => Placed) => ReactNode
  className?: string
}

/** A stage among others: wheel, pinch and drag move its view, which its neighbours may share. */
export function ZoomArea({ pictures, view, onView, children, className }: ZoomAreaProps) {
  const stage = useRef<HTMLDivElement>(null)
  const room = useRoom(stage)
  const fits = pictures.map((picture) => fitInto(room, picture))
  const fitted = {
    width: Math.max(...fits.map(({ width }) => width)),
    height: Math.max(...fits.map(({ height }) => height)),
  }
  const limits = room && fitted.width > 0 ? { fitted, room, min: 1, max: MOST } : null
  const zoom = useZoom(stage, limits, [
    limits ? toPixels(view, fitted) : view,
    (next) => onView((before) => toShared(next(toPixels(before, fitted)), fitted)),
  ])
  const { scale, x, y } = zoom.view
  const zoomed = scale > 1.01
  const placed = (picture: Size): Placed => {
    const own = fitInto(room, picture)
    return {
      style: { ...own, transform: `translate(${x}px, ${y}px) scale(${scale})` },
      across: own.width * scale * (window.devicePixelRatio || 1),
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the page's keys and buttons do all that a pointer does here
    <div
      ref={stage}
      className={cx(
        'flex touch-none select-none items-center justify-center overflow-hidden bg-stage',
        zoomed ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in',
        className,
      )}
      {...zoom.handlers}
      onDoubleClick={(event) =>
        zoomed ? onView(() => SHARED_AT_REST) : zoom.zoomTo(CLOSE, fromMiddle(event.currentTarget, event))
      }
    >
      {limits && children(placed)}
    </div>
  )
}

/** The largest that a picture is in a room without being cut; nothing before the room is known. */
function fitInto(room: Size | null, { width, height }: Size): Size {
  const share = room ? Math.min(room.width / width, room.height / height) : 0
  return { width: width * share, height: height * share }
}

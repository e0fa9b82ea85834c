import type { Size } from '#lib/models/catalogue.ts'

/** How the picture stands on the stage. */
export interface View {
  /** Against the picture fitted into the stage: 1 is at rest. */
  scale: number
  /** Pixels from the stage's middle to the picture's. */
  x: number
  y: number
}

export const AT_REST: View = { scale: 1, x: 0, y: 0 }

/** Pixels from the stage's middle. */
export interface Point {
  x: number
  y: number
}

export interface ViewLimits {
  min: number
  max: number
  /** The picture at rest, in pixels. */
  fitted: Size
  /** The stage, in pixels. */
  room: Size
}

/** The nearest view that is allowed: not too far in or out, and never past the picture's edges into the dark. */
export function limited(view: View, limits: ViewLimits): View {
  const scale = Math.min(limits.max, Math.max(limits.min, view.scale))
  const reach = (size: number, room: number) => Math.max(0, (size * scale - room) / 2)
  const within = (offset: number, most: number) => (most === 0 ? 0 : Math.min(most, Math.max(-most, offset)))
  return {
    scale,
    x: within(view.x, reach(limits.fitted.width, limits.room.width)),
    y: within(view.y, reach(limits.fitted.height, limits.room.height)),
  }
}

/** Zooms so that what is under a point stays under it. */
export function zoomedAt(view: View, scale: number, point: Point, limits: ViewLimits): View {
  const wanted = Math.min(limits.max, Math.max(limits.min, scale))
  const factor = wanted / view.scale
  const x = point.x - (point.x - view.x) * factor
  const y = point.y - (point.y - view.y) * factor
  return limited({ scale: wanted, x, y }, limits)
}

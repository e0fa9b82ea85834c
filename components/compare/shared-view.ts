import { AT_REST, type View } from '#components/viewer/view.ts'
import type { Size } from '#lib/models/catalogue.ts'

/**
 * A view that pictures of different sizes can share: its place is a share of the picture's own size at rest, so that all
 * show the same part.
 */
export type SharedView = View

export const SHARED_AT_REST: SharedView = AT_REST

export const toPixels = ({ scale, x, y }: SharedView, { width, height }: Size): View => ({
  scale,
  x: x * width,
  y: y * height,
})

export const toShared = ({ scale, x, y }: View, { width, height }: Size): SharedView => ({
  scale,
  x: x / width,
  y: y / height,
})

/** How far in a stage of the comparison goes. */
export const MOST = 16

/** Zooms about the middle of the stage, as far as stages go. */
export function zoomedBy({ scale, x, y }: SharedView, factor: number): SharedView {
  const wanted = Math.min(MOST, Math.max(1, scale * factor))
  const by = wanted / scale
  return { scale: wanted, x: x * by, y: y * by }
}

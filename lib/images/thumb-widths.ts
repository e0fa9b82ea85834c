/**
 * Widths of the thumbnails, in pixels; WebP. The narrow ones are for tiles, 1600 is the viewer's. A smaller original is never
 * enlarged.
 */
export const THUMB_WIDTHS = [240, 320, 480, 640, 1600] as const
export type ThumbWidth = (typeof THUMB_WIDTHS)[number]

/** From this one the narrower ones are made: straight from the largest each would take as long as all of them do. */
export const MIDDLE_WIDTH = 640 satisfies ThumbWidth

/** A thumbnail may be enlarged by this much before the next larger one is taken. */
const ENLARGED = 1.3

/** The smallest thumbnail that is sharp at a width on screen (CSS pixels); in browsers. */
export function thumbFor(width: number): ThumbWidth {
  const pixels = width * Math.min(2, globalThis.devicePixelRatio || 1)
  return THUMB_WIDTHS.find((wide) => wide * ENLARGED >= pixels) ?? 1600
}

/**
 * Widths of the thumbnails, in pixels; WebP. The narrow ones are for tiles, 1600 is the viewer's. A smaller original is never
 * enlarged.
 */
export const THUMB_WIDTHS = [240, 320, 480, 640, 1600] as const
export type ThumbWidth = (typeof THUMB_WIDTHS)[number]

/** From this one the narrower ones are made: straight from the largest each would take as long as all of them do. */
export const MIDDLE_WIDTH = 640 satisfies ThumbWidth

/** Widths of the thumbnails, in pixels; WebP. 1600 is the viewer's. A smaller original is never enlarged. */
export const THUMB_WIDTHS = [320, 640, 1600] as const
export type ThumbWidth = (typeof THUMB_WIDTHS)[number]

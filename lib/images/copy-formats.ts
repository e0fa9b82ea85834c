// Apart from what makes them, so that the browser's code can offer them.

/** Formats in which a picture can be asked for, by their extension. */
export const COPY_FORMATS = ['png', 'jpg', 'webp'] as const
export type CopyFormat = (typeof COPY_FORMATS)[number]

// Apart from the schema, so that the interface needs no validator to know them.

/** Pictures in one request; more are sent in parts. */
export const MAX_MARKED = 1000

export const TAG_LIMITS = { maxChars: 50, maxPerPicture: 30 } as const

/** Characters of a picture's note. */
export const NOTE_MAX_CHARS = 2000

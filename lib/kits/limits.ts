// Apart from the schema, so that the browser's code can use it without loading a validator.

/** Limits of a kit. */
export const KIT_LIMITS = {
  nameChars: 80,
  /** Of the text that stands before or after every prompt. */
  standingChars: 4_000,
  forbiddenWords: 100,
  forbiddenWordChars: 80,
  references: 14,
} as const

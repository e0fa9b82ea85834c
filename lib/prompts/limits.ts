import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'

// Apart from the schema, so that the browser's code can use it without loading a validator.

/** Limits of saved prompts. */
export const PROMPT_LIMITS = {
  nameChars: 80,
  folderChars: 60,
  /** All values of all slots of one prompt together: as many as the largest matrix of one slot has. */
  valuesChars: MATRIX_LIMITS.valuesPerAxis * MATRIX_LIMITS.valueChars,
  perPerson: 500,
} as const

// Apart from the schema, so that the browser's code can use it without loading a validator.

/** How much of a lineage one answer tells. */
export const LINEAGE_LIMITS = {
  /** Pictures, the one in the middle included. */
  nodes: 200,
  /** Steps back, and steps on. */
  levels: 12,
} as const

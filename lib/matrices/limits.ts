// Apart from the schema, so that the browser's code can use it without loading a validator.

/** Limits of a matrix. */
export const MATRIX_LIMITS = {
  axes: 6,
  valuesPerAxis: 50,
  valueChars: 2_000,
  slotChars: 60,
  /** Cells, those included that no model can make. */
  combinations: 1_000,
  /** Pictures, over all cells: the most that one request may make. */
  pictures: 200,
  /** More pictures than this are asked about before they are made. */
  confirmAbove: 20,
} as const

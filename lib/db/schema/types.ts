import { customType } from 'drizzle-orm/pg-core'

/** The words that a search finds a row by: made of `searchWords` by `array_to_tsvector`. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** 256 bits in their order, as a text of 0 and 1. */
export const bits256 = customType<{ data: string }>({ dataType: () => 'bit(256)' })

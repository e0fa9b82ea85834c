/** Bounds of saved searches: the name, the query as an address has it, and how many one person may have. */
export const SEARCH_LIMITS = { nameChars: 80, queryChars: 4_000, perPerson: 200 } as const

/** Pictures on a saved search's tile. */
export const SEARCH_COVER = 4

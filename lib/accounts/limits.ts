/** Characters, as people count them. Apart from the schema, so that forms need not bring the checker along. */
export const PASSWORD = { minChars: 10, maxChars: 200 } as const
export const NAME_MAX_CHARS = 80

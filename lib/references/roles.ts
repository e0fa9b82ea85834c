// Apart from the schema, so that the browser's code can use it without loading a validator.

/** What a reference is there for. */
export const REFERENCE_ROLES = ['subject', 'style', 'product', 'layout'] as const
export type ReferenceRole = (typeof REFERENCE_ROLES)[number]

// Apart from the schema, so that the browser's code can use it without loading a validator.

/**
 * What a run does with the recipe of a picture it goes on from: the same again, a branch with changes, or the same at
 * another size (which makes a new picture: no model enlarges an old one).
 */
export const DERIVATIONS = ['reuse', 'branch', 'resize'] as const
export type Derivation = (typeof DERIVATIONS)[number]

// Apart from the schema, so that the browser's code can use it without loading a validator.

/** Lists that are asked for again as a whole when something of them changes. */
export const LISTS = ['kits', 'prompts', 'searches'] as const
export type List = (typeof LISTS)[number]

/** Whom a change of something concerns that its owner may share: everybody where it is shared, or was until now. */
export function concerned(ownerId: string, ...shared: boolean[]): string[] | null {
  return shared.includes(true) ? null : [ownerId]
}

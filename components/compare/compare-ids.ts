/** How many pictures can be compared at once. */
export const COMPARE = { min: 2, max: 9 } as const

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The pictures that an address compares, each once and no more than fit. */
export function compareIds(ids: string | null | undefined): string[] {
  const named = (ids ?? '').split(',').filter((id) => UUID.test(id))
  return [...new Set(named)].slice(0, COMPARE.max)
}

/** The address that compares pictures. */
export function comparePath(ids: readonly string[]): string {
  return `/compare?ids=${ids.join(',')}`
}

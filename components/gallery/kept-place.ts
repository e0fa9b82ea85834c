import type { RowsPlace } from './rows-plan.ts'

/** Where the history's entry keeps the place of its list. */
const KEY = 'bunchPlace'

interface Entry extends RowsPlace {
  /** The list's own address. */
  address: string
}

export const address = () => location.pathname + location.search

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' && value !== null && 'place' in value && 'hidden' in value && 'address' in value
  )
}

/** The place that this entry of the history was left at; `undefined` where it is new. */
export function keptPlace(): RowsPlace | undefined {
  const kept: unknown = history.state?.[KEY]
  return isEntry(kept) && kept.address === address() ? kept : undefined
}

/**
 * Writes a place into this entry of the history, beside what the router keeps there.
 *
 * @param home the list's address: over an open viewer, or after the address was changed, the entry is another's
 */
export function keepPlace(home: string, place: RowsPlace | undefined): void {
  const state: unknown = history.state
  const before = keptPlace()
  if (typeof state !== 'object' || state === null || home !== address()) return
  if (before?.place === place?.place && before?.hidden === place?.hidden && before?.id === place?.id) return
  history.replaceState({ ...state, [KEY]: place && { ...place, address: home } }, '')
}

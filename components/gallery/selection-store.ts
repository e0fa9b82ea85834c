/**
 * The pictures chosen on the list that is on screen. Outside React: a tile asks only whether it is chosen itself, so that
 * choosing one draws one.
 */
let chosen: ReadonlySet<string> = new Set()
/** Where a range begins: the picture chosen last. */
let anchor: string | null = null
const listeners = new Set<() => void>()

function set(next: ReadonlySet<string>): void {
  chosen = next
  for (const listener of listeners) listener()
}

export function subscribeSelection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Ids in the order they were chosen. */
export const selection = (): ReadonlySet<string> => chosen
export const isSelected = (id: string): boolean => chosen.has(id)

export function toggleSelected(id: string): void {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  anchor = id
  set(next)
}

/** Chooses everything from the picture chosen last to this one, both included, besides what is chosen already. */
export function selectRange(order: readonly string[], id: string): void {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from === -1 || to === -1) toggleSelected(id)
  else set(new Set([...chosen, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]))
}

export function clearSelection(): void {
  anchor = null
  if (chosen.size > 0) set(new Set())
}

/** Lets go of pictures that left the list. */
export function keepSelected(order: readonly string[]): void {
  if (chosen.size === 0) return
  const there = new Set(order)
  const next = new Set([...chosen].filter((id) => there.has(id)))
  if (next.size < chosen.size) set(next)
}

/** What a gesture on a picture is about: all that are chosen where it is one of them, else itself. */
export function selectedWith(id: string): readonly string[] {
  return chosen.has(id) ? [...chosen] : [id]
}

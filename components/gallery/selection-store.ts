import type { PictureOrder } from './picture-order.ts'

/**
 * The pictures chosen on the list that is on screen. Outside React: a tile asks only whether it is chosen itself, so that
 * choosing one draws one.
 */
let chosen: ReadonlySet<string> = new Set()
/** Where a range begins: the picture chosen last. */
let anchor: string | null = null
/** Grows when everything is let go: what was asked for before must not come back. */
let round = 0
/** What was asked to be chosen, and is not known yet. */
const asked = new Set<Promise<unknown>>()
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

/**
 * Chooses pictures besides those that are chosen already, once it is known which; not where everything was let go, or
 * another list came, in the meantime. Rejects as `ids` does, unless nobody waits for it any more.
 */
export async function chooseAlso(ids: Promise<readonly string[]>): Promise<void> {
  const begun = round
  asked.add(ids)
  try {
    const known = await ids
    if (begun === round && known.length > 0) set(chosen.union(new Set(known)))
  } catch (error) {
    if (begun === round) throw error
  } finally {
    asked.delete(ids)
  }
}

/**
 * Does something with what is chosen, in the order it was: at once, or as soon as all that was asked to be chosen is known. Not
 * where that could not be known, or was let go meanwhile: it would be done to a part only.
 */
export function whenChosen(act: (ids: readonly string[]) => void): void {
  if (asked.size === 0) {
    act([...chosen])
    return
  }
  const begun = round
  void Promise.allSettled([...asked]).then((answers) => {
    if (begun === round && answers.every(({ status }) => status === 'fulfilled')) act([...chosen])
  })
}

/** True while something that was asked to be chosen is not known yet. */
export const isChoosing = (): boolean => asked.size > 0

/** Chooses exactly these. */
export function chooseOnly(ids: ReadonlySet<string>): void {
  const same = ids.size === chosen.size && ids.isSubsetOf(chosen)
  if (!same) set(ids)
}

/**
 * Chooses everything from the picture chosen last to this one, both included, besides what is chosen already. Rejects
 * with `ApiError` where some in between had to be asked for in vain.
 */
export async function selectRange(order: PictureOrder, id: string): Promise<void> {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from === -1 || to === -1) {
    toggleSelected(id)
    return
  }
  await chooseAlso(order.ids(Math.min(from, to), Math.max(from, to) + 1))
}

export function clearSelection(): void {
  anchor = null
  round += 1
  if (chosen.size > 0) set(new Set())
}

/** What was chosen where somebody left a list to look at it: compared, or on a sheet. */
let aside: { home: string; ids: ReadonlySet<string> } | null = null

/**
 * Keeps what is chosen for whoever comes back to the list.
 *
 * @param home the list's address
 */
export function setAside(home: string): void {
  aside = { home, ids: chosen }
}

/** Chooses again what was set aside on this very list; what was on another is forgotten. */
export function takeUp(home: string): void {
  const ids = aside?.home === home ? [...aside.ids] : []
  aside = null
  if (ids.length === 0) return
  anchor = ids.at(-1) ?? null
  set(new Set(ids))
}

/** Lets go of these, and keeps the others. */
export function letGo(ids: readonly string[]): void {
  const gone = new Set(ids)
  if (aside) aside = { ...aside, ids: aside.ids.difference(gone) }
  const next = chosen.difference(gone)
  if (next.size < chosen.size) set(next)
}

/** Lets go of pictures that left the list. */
export function keepSelected(order: PictureOrder): void {
  if (chosen.size === 0) return
  const next = new Set([...chosen].filter((id) => !order.hasLost(id)))
  if (next.size < chosen.size) set(next)
}

/** What a gesture on a picture is about: all that are chosen where it is one of them, else itself. */
export function selectedWith(id: string): readonly string[] {
  return chosen.has(id) ? [...chosen] : [id]
}

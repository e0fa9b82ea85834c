import { useSyncExternalStore } from 'react'

/** What a picture that was brought here turned out to be; as long as the tab is open. */
interface Found {
  /** Addresses of the pictures brought, by their look. */
  previews: ReadonlyMap<string, string>
  /** Ours that were found by bringing them. */
  ours: ReadonlySet<string>
  /** One is being looked for. */
  looking: boolean
}

let found: Found = { previews: new Map(), ours: new Set(), looking: false }
const listeners = new Set<() => void>()

function change(next: Partial<Found>): void {
  found = { ...found, ...next }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const NOTHING = found

export function useFound(): Found {
  return useSyncExternalStore(
    subscribe,
    () => found,
    () => NOTHING,
  )
}

export const setLooking = (looking: boolean) => change({ looking })

/** One of ours. */
export const noteOurs = (id: string) => change({ ours: new Set(found.ours).add(id) })

/** None of ours: what was brought stands beside those that look like it. */
export function noteOther(look: string, picture: Blob): void {
  if (found.previews.has(look)) return
  change({ previews: new Map(found.previews).set(look, URL.createObjectURL(picture)) })
}

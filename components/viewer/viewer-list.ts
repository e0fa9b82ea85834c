import type { ViewerItem } from './viewer-item.ts'

/** The list that the viewer walks through, of which a long one has loaded only some. */
export interface ViewerList {
  /** Pictures whose places are known. */
  readonly count: number
  /** Pictures in all; `undefined` where more may come than are known. */
  readonly total: number | undefined
  /** `undefined` where it is not loaded. */
  itemAt(place: number): ViewerItem | undefined
  /** -1 where the picture is not in the list, or not known to be. */
  indexOf(id: string): number
  /** True where the list is known not to have the picture. */
  hasLost(id: string): boolean
  /** Asks for pictures that are about to be seen. */
  want(by: 'viewer', start: number, end: number): void
}

/** A list all of whose pictures are loaded, as far as it goes; `more` fetches those that are known to follow. */
export function viewerList(items: readonly ViewerItem[], more?: { fetch: () => void }): ViewerList {
  const places = new Map(items.map((item, place) => [item.id, place]))
  return {
    count: items.length,
    total: more ? undefined : items.length,
    itemAt: (place) => items[place],
    indexOf: (id) => places.get(id) ?? -1,
    hasLost: (id) => !places.has(id),
    want: (_, __, end) => {
      if (end >= items.length) more?.fetch()
    },
  }
}

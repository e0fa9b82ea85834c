import type { GalleryItemDto } from '#lib/images/schema.ts'
import { listedOrder, type PictureOrder } from './picture-order.ts'

/** The pictures of a list as rows and the viewer show them; a new one after every change. */
export interface PictureList extends PictureOrder {
  /** Width by height of each; the same array as long as no shape changes. */
  readonly ratios: Float32Array
  /** `undefined` where it is not loaded. */
  itemAt(place: number): GalleryItemDto | undefined
  /** Where the picture stands that stood at a place of an earlier state of this list, or what has come into its place. */
  placeSince(earlier: PictureList, place: number): number
  /** Asks for pictures that are about to be seen; once they are there, the list changes. */
  want(by: 'rows' | 'viewer', start: number, end: number): void
}

/** A list all of whose pictures are loaded, as far as it goes; `more` fetches those that are known to follow. */
export function loadedList(items: readonly GalleryItemDto[], more?: { fetch: () => void }): PictureList {
  const order = listedOrder(items.map((item) => item.id))
  return {
    ...order,
    total: more ? undefined : items.length,
    ratios: Float32Array.from(items, (item) => item.width / item.height),
    itemAt: (place) => items[place],
    placeSince: (earlier, place) => {
      const id = earlier.idAt(place)
      const now = id === undefined ? -1 : order.indexOf(id)
      return now === -1 ? Math.min(place, Math.max(0, items.length - 1)) : now
    },
    want: (by, _, end) => {
      if (by === 'viewer' && end >= items.length) more?.fetch()
    },
  }
}

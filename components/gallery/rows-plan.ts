import { type JustifiedRows, justifiedRows, rowOf, rowsWithin, totalHeight } from './justified-rows.ts'
import type { PictureList } from './picture-list.ts'

/** Pixels between pictures. */
export const GAP = 2

/** Nearer to the top than this, new pictures are to be seen rather than kept away; pixels. */
const AT_TOP = 200

/** Pixels by which the drawn stretch moves at once: fewer renders while scrolling. */
const STEP = 240

/** Where somebody is: the first picture of the row at the window's upper edge, and how much of that row is above it. */
export interface RowsPlace {
  /** `undefined` where it is not loaded. */
  id: string | undefined
  place: number
  /** Pixels; below 0 in the gap above it. */
  hidden: number
  /** The row's height in pixels. */
  height: number
  /** Pictures after it. */
  after: number
}

interface Shape {
  list: PictureList
  width: number
  target: number
  /** Whether the list's length was known. */
  whole: boolean
}

/**
 * Where every picture stands and what part of it the window shows. The layout changes with list, width and row height;
 * what stands at the window's upper edge stays there.
 */
export class RowsPlan {
  readonly #listeners = new Set<() => void>()
  #shape: Shape | undefined
  #layout: JustifiedRows = justifiedRows(new Float32Array(), { width: 1, targetHeight: 1, gap: GAP })
  #seen: RowsPlace | undefined
  /** A place to come back to, until there are rows for it. */
  #awaited: RowsPlace | undefined
  /** The window's upper edge, from that of the list; pixels. */
  #top = 0
  #step = 0
  #moved = false

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes when other rows may have to be drawn. */
  readonly step = (): number => this.#step

  get top(): number {
    return this.#top
  }

  get layout(): JustifiedRows {
    return this.#layout
  }

  /** The present place, or the one that is waited for. */
  get place(): RowsPlace | undefined {
    return this.#awaited ?? this.#seen
  }

  /** True while a place is waited for that the list does not reach yet. */
  get waits(): boolean {
    return this.#awaited !== undefined
  }

  get height(): number {
    return totalHeight(this.#layout, GAP)
  }

  /** Rows to draw, as first and one past the last: those in the window and those within `ahead` pixels of it. */
  rows(screen: number, ahead: number): [first: number, end: number] {
    return rowsWithin(this.#layout, this.#step - ahead, this.#step + STEP + screen + ahead)
  }

  /**
   * Lays the list out for a width and row height; `whole` where it is known how long the list is. Afterwards
   * `takeMove` says where the page has to be scrolled to.
   *
   * @param topNow the window's upper edge in the page as it is drawn, where it is: pages tell of scrolling a moment later
   */
  lay(
    list: PictureList,
    width: number,
    target: number,
    whole: boolean,
    topNow: () => number | undefined = () => undefined,
  ): void {
    const before = this.#shape
    if (before?.list === list && before.width === width && before.target === target && !this.#awaited) return
    if (before && !this.#awaited && !this.#moved) this.#catchUp(topNow() ?? this.#top)
    this.#shape = { list, width, target, whole }
    const same = before?.list.ratios === list.ratios && before.width === width && before.target === target
    if (same && !this.#awaited) {
      this.#look()
      return
    }
    const kept = this.#keep(before, list, whole)
    const pin = kept?.place ?? 0
    this.#layout = justifiedRows(list.ratios, { width, targetHeight: target, gap: GAP, pin })
    if (!kept) {
      this.#look()
      return
    }
    const row = rowOf(this.#layout, kept.place)
    const height = this.#layout.heights[row] ?? 0
    // At another row height the same part of the row stays hidden. Above the row, in the gap, and beyond the last one, where
    // somebody went before the list was known, it is no part of one.
    const isPart = kept.hidden >= 0 && kept.hidden <= kept.height
    const hidden = isPart ? kept.hidden * (height / (kept.height || height || 1)) : kept.hidden
    this.#moveTo((this.#layout.tops[row] ?? 0) + hidden)
    this.#moved = true
  }

  /** Where the page has to be scrolled to, once after each change that asks for it. */
  takeMove(): number | undefined {
    const moved = this.#moved
    this.#moved = false
    return moved ? this.#top : undefined
  }

  /** Comes back to a place as soon as there are rows for it. */
  await(place: RowsPlace): void {
    if (place.place > 0 || place.hidden > 0) this.#awaited = place
  }

  /** The picture that is to stay where it is in a changed list; `undefined` where nothing is to be kept. */
  #keep(before: Shape | undefined, list: PictureList, whole: boolean): RowsPlace | undefined {
    if (this.#awaited) {
      const { id, after, place } = this.#awaited
      const known = id === undefined ? -1 : list.indexOf(id)
      if (known === -1 && !whole && place >= list.count) return undefined
      const awaited = this.#awaited
      this.#awaited = undefined
      const fromEnd = Math.max(0, list.count - 1 - after)
      return { ...awaited, place: known === -1 ? Math.min(whole ? fromEnd : place, list.count - 1) : known }
    }
    const seen = this.#seen
    if (!seen || !before || this.#top <= 0) return undefined
    const known = seen.id === undefined ? -1 : list.indexOf(seen.id)
    const place = known === -1 ? placeIn(list, before, seen.place) : known
    const arrived = place > seen.place && list.count > before.list.count
    if (arrived && this.#top <= AT_TOP) return undefined
    return { ...seen, place }
  }

  #moveTo(top: number): void {
    this.#top = top
    this.#step = Math.floor(top / STEP) * STEP
    this.#look()
  }

  /** Remembers what stands at the window's upper edge. */
  #look(): void {
    const { list } = this.#shape ?? {}
    if (!list || list.count === 0) return
    // In the gap below a row nothing of that row is seen any more.
    const [row] = rowsWithin(this.#layout, this.#top + GAP, this.#top + GAP + 1)
    const place = this.#layout.starts[Math.min(row, this.#layout.rows - 1)] ?? 0
    this.#seen = {
      id: list.idAt(place),
      place,
      hidden: this.#top - (this.#layout.tops[row] ?? 0),
      height: this.#layout.heights[row] ?? 0,
      after: list.count - 1 - place,
    }
  }

  /** Takes over how far the person has scrolled. */
  #catchUp(top: number): void {
    if (Math.abs(top - this.#top) >= 0.5) this.#moveTo(top)
  }

  /** Tells how far the person has scrolled. */
  see(top: number): void {
    if (this.#awaited) return
    const step = this.#step
    this.#catchUp(top)
    if (step !== this.#step) for (const listener of this.#listeners) listener()
  }
}

/** A place of an earlier list, whose picture is not known in this one. Of one that only began, places are those of the beginning. */
function placeIn(list: PictureList, { list: before, whole }: Shape, place: number): number {
  return whole ? list.placeSince(before, place) : Math.min(place, Math.max(0, list.count - 1))
}

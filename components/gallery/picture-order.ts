/** The pictures of a list in their order, of which a long list has loaded only some. */
export interface PictureOrder {
  /** Pictures in all, as far as `whole` says. */
  readonly count: number
  /** False where more are to come: only the first of them are known yet. */
  readonly whole: boolean
  /** Pictures in all, also where only the first are known; `undefined` until the studio has said how many. */
  readonly total: number | undefined
  /** The picture at a place from 0; `undefined` where it is not known yet. */
  idAt(place: number): string | undefined
  /** A picture's place; -1 where it is not in the list, or not known to be. */
  indexOf(id: string): number
  /** True where the list is known to have lost the picture, or never to have had it. */
  hasLost(id: string): boolean
  /**
   * The pictures from `start` to before `end`, else to the last, fetched where they are not known. Rejects with
   * `ApiError`.
   */
  ids(start: number, end?: number): Promise<readonly string[]>
}

/** The order of a list that is known as far as it goes. */
export function listedOrder(ids: readonly string[]): PictureOrder {
  const places = new Map(ids.map((id, place) => [id, place]))
  return {
    count: ids.length,
    whole: true,
    total: ids.length,
    idAt: (place) => ids[place],
    indexOf: (id) => places.get(id) ?? -1,
    hasLost: (id) => !places.has(id),
    ids: (start, end) => Promise.resolve(ids.slice(start, end)),
  }
}

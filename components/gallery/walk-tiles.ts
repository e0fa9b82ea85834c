/** Where a tile stands in the window. */
export interface TilePlace {
  left: number
  top: number
  width: number
  height: number
}

/** Keys that go from picture to picture. */
const WALK_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const
export type WalkKey = (typeof WALK_KEYS)[number]

export const isWalkKey = (key: string): key is WalkKey => (WALK_KEYS as readonly string[]).includes(key)

const middle = ({ left, width }: TilePlace) => left + width / 2

/**
 * Where an arrow leads from a tile: along the order to the sides, and up and down to the tile of the next row whose middle is
 * nearest. `undefined` where there is none.
 *
 * @param tiles in the order shown, rows of tiles with one upper edge
 * @param from the index of the tile that has the focus
 * @param column the middle that is kept to over several rows, in the window's pixels; the tile's own unless said otherwise
 */
export function tileTowards(
  tiles: readonly TilePlace[],
  from: number,
  key: WalkKey,
  column?: number,
): number | undefined {
  const here = tiles[from]
  if (!here) return undefined
  if (key === 'ArrowLeft') return from > 0 ? from - 1 : undefined
  if (key === 'ArrowRight') return from + 1 < tiles.length ? from + 1 : undefined
  const down = key === 'ArrowDown'
  const wanted = column ?? middle(here)
  // Edges of one row may differ by the error of their sums.
  const beyond = tiles.filter(({ top }) => (down ? top > here.top + 1 : top < here.top - 1))
  const row = down ? Math.min(...beyond.map(({ top }) => top)) : Math.max(...beyond.map(({ top }) => top))
  let best: number | undefined
  for (const [index, tile] of tiles.entries()) {
    if (Math.abs(tile.top - row) > 1) continue
    const nearest = best === undefined ? undefined : tiles[best]
    const distance = Math.abs(middle(tile) - wanted)
    if (!nearest || distance < Math.abs(middle(nearest) - wanted)) best = index
  }
  return best
}

const tilesIn = (area: ParentNode) => [...area.querySelectorAll<HTMLElement>('[data-rows] a[data-picture]')]

/** The picture that an arrow up or down led to, and the column that it came along. */
let way: { picture: HTMLElement; column: number } | null = null

/** Moves the focus from a picture to where an arrow leads. False where that is nowhere, and the key may do what it usually does. */
export function walkFrom(area: ParentNode, picture: HTMLElement, key: WalkKey): boolean {
  const tiles = tilesIn(area)
  const places = tiles.map((tile) => tile.getBoundingClientRect())
  const from = tiles.indexOf(picture)
  const here = places[from]
  const upright = key === 'ArrowUp' || key === 'ArrowDown'
  const column = way?.picture === picture && upright ? way.column : here && middle(here)
  const to = tileTowards(places, from, key, column)
  const tile = to === undefined ? undefined : tiles[to]
  if (tile) way = upright && column !== undefined ? { picture: tile, column } : null
  tile?.focus()
  return tile !== undefined
}

/** Moves the focus to the first picture that stands in the window whole, or else to the first there is. */
export function walkIn(): void {
  const tiles = tilesIn(document)
  const seen = tiles.find((tile) => {
    const { top, bottom } = tile.getBoundingClientRect()
    return top >= 0 && bottom <= window.innerHeight
  })
  const first = seen ?? tiles[0]
  first?.focus()
}

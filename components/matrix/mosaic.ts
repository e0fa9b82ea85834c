import type { GenerationDto } from '#lib/generations/schema.ts'
import type { ImageDto } from '#lib/images/schema.ts'

const MOST_COLUMNS = 8
const MOST_TILES = 24

/** A matrix in little: some of its pictures, as they stand in its grid. */
export interface Mosaic {
  /** Values of each axis that has several, rows before columns: `[3, 4]`; `[1, 5]` of a single one. */
  sides: number[]
  /** `null` where a row has no room. */
  columns: number | null
  /** From 1; without places they follow one another. */
  tiles: { run: GenerationDto; image: ImageDto; column?: number; row?: number }[]
  /** Pictures that there is no room for. */
  more: number
}

/**
 * The mosaic of a matrix's runs, in the order of their cells. The last axis that has several values runs across, as many
 * whole rows of the others stand below one another as there is room for; where one row has no room, the pictures follow one another.
 */
export function mosaicOf(runs: readonly GenerationDto[]): Mosaic {
  const cells = runs.map(({ matrix }) => matrix?.cell ?? [])
  const axes = (cells[0] ?? []).map((_, axis) =>
    [...new Set(cells.map((cell) => cell[axis] ?? 0))].toSorted((a, b) => a - b),
  )
  const across = axes.findLastIndex((values) => values.length > 1)
  const each = Math.max(1, ...runs.map(({ n }) => n))
  const columns = (axes[across]?.length ?? 1) * each
  const rowOf = (cell: readonly number[]) => cell.filter((_, axis) => axis !== across).join()
  const rows = [...new Set(cells.map(rowOf))]
  const placed = columns <= MOST_COLUMNS
  const all = runs.flatMap((run, index) => {
    const cell = cells[index] ?? []
    const first = (axes[across]?.indexOf(cell[across] ?? 0) ?? 0) * each + 1
    const row = rows.indexOf(rowOf(cell)) + 1
    return run.images.map((image, place) => ({
      run,
      image,
      ...(placed ? { column: first + Math.min(place, each - 1), row } : {}),
    }))
  })
  const rowsShown = Math.max(1, Math.floor(MOST_TILES / columns))
  const tiles = all.filter(({ row }, place) => (row === undefined ? place < MOST_TILES : row <= rowsShown))
  const counts = axes.map((values) => values.length).filter((count) => count > 1)
  return {
    sides: counts.length > 1 ? counts : [1, ...counts],
    columns: placed ? columns : null,
    tiles,
    more: all.length - tiles.length,
  }
}

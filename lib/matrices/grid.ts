import type { GenerationDto } from '#lib/generations/schema.ts'
import type { MatrixAxis, MatrixDto } from './schema.ts'

/** Which of a matrix's axes are seen as rows and columns, and at which value of each other axis. */
export interface View {
  rows: number | null
  columns: number | null
  /** The place of the value that is looked at, for each axis; rows and columns have theirs passed over. */
  at: readonly number[]
}

/** A choice of axes that the matrix has, whatever was asked for: rows first, and both different. */
export function viewOf(axes: readonly MatrixAxis[], wanted: Partial<View> = {}): View {
  const has = (index: number | null | undefined): index is number =>
    typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < axes.length
  const single = axes.length < 2
  const columns = has(wanted.columns) ? wanted.columns : single ? 0 : 1
  const other = axes.findIndex((_, index) => index !== columns)
  const rows = single ? null : has(wanted.rows) && wanted.rows !== columns ? wanted.rows : other
  const at = axes.map(({ values }, index) => {
    const place = wanted.at?.[index] ?? 0
    return Number.isInteger(place) && place >= 0 && place < values.length ? place : 0
  })
  return { rows, columns, at }
}

export interface GridCell {
  /** The place of its value on each axis, as `axes` of the matrix has them. */
  at: readonly number[]
  run: GenerationDto | null
}

/** The cells of a view, row by row. */
export function gridOf({ axes, places, generations }: MatrixDto, view: View): GridCell[][] {
  const runs = new Map(generations.map((run) => [(run.matrix?.cell ?? []).join(), run]))
  const valuesOf = (axis: number | null) => [...(axis === null ? [0] : (axes[axis]?.values ?? [])).keys()]
  return valuesOf(view.rows).map((row) =>
    valuesOf(view.columns).map((column) => {
      const at = view.at.map((place, axis) =>
        axis === view.rows ? row : axis === view.columns ? column : place,
      )
      const cell = at.map((place, axis) => places[axis]?.[place] ?? -1)
      return { at, run: runs.get(cell.join()) ?? null }
    }),
  )
}

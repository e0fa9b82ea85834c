import type { Size } from '#lib/models/catalogue.ts'

/** The room a run has at least, on a phone and from 1200 px of window, in pixels. */
const WIDTHS = { narrow: 340, wide: 1_000 } as const
/** A row lower than this is not worth looking at: its pictures go into two. */
const LEAST_HEIGHT = { narrow: 90, wide: 130 } as const

export interface RowBreaks {
  /** Whether a row ends before each picture, on a narrow and on a wide screen. */
  before: { narrow: boolean; wide: boolean }[]
  /** Pictures in a full row where there are several rows; 1 where there is one, which nothing has to match. */
  columns: { narrow: number; wide: number }
}

/**
 * Where a run's pictures break into rows: one row where it is high enough, else rows of nearly equal numbers. Known
 * without measuring, so that the server and the first paint agree with the last.
 */
export function rowBreaks(shapes: readonly Size[]): RowBreaks {
  const narrow = rowLength(shapes, 'narrow')
  const wide = rowLength(shapes, 'wide')
  const before = shapes.map((_, index) => ({
    narrow: index > 0 && index % narrow === 0,
    wide: index > 0 && index % wide === 0,
  }))
  const columns = {
    narrow: narrow < shapes.length ? narrow : 1,
    wide: wide < shapes.length ? wide : 1,
  }
  return { before, columns }
}

function rowLength(shapes: readonly Size[], screen: keyof typeof WIDTHS): number {
  const widest = Math.max(...shapes.map(({ width, height }) => width / height))
  const fitting = Math.max(1, Math.floor(WIDTHS[screen] / (widest * LEAST_HEIGHT[screen])))
  const rows = Math.ceil(shapes.length / fitting)
  return Math.ceil(shapes.length / rows)
}

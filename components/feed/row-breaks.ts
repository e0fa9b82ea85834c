import type { Size } from '#lib/models/catalogue.ts'

/** The room a run has at least, on a phone and from 1200 px of window, in pixels. */
const WIDTHS = { narrow: 340, wide: 1_000 } as const
/** A row lower than this is not worth looking at: its pictures go into two. */
const LEAST_HEIGHT = { narrow: 90, wide: 130 } as const

/** Whether a row ends before a picture, on a narrow and on a wide screen. */
export interface RowBreak {
  narrow: boolean
  wide: boolean
}

/**
 * Where a run's pictures break into rows: one row where it is high enough, else rows of nearly equal numbers. Known
 * without measuring, so that the server and the first paint agree with the last.
 */
export function rowBreaks(shapes: readonly Size[]): RowBreak[] {
  const narrow = rowLength(shapes, 'narrow')
  const wide = rowLength(shapes, 'wide')
  return shapes.map((_, index) => ({
    narrow: index > 0 && index % narrow === 0,
    wide: index > 0 && index % wide === 0,
  }))
}

function rowLength(shapes: readonly Size[], screen: keyof typeof WIDTHS): number {
  const widest = Math.max(...shapes.map(({ width, height }) => width / height))
  const fitting = Math.max(1, Math.floor(WIDTHS[screen] / (widest * LEAST_HEIGHT[screen])))
  const rows = Math.ceil(shapes.length / fitting)
  return Math.ceil(shapes.length / rows)
}

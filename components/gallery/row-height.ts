import { useSyncExternalStore } from 'react'

/** Steps of the slider to each side of the middle; four of them double the rows' height. */
export const ROW_STEPS = 5
const STEPS_PER_DOUBLE = 4
const KEY = 'bunch.row-height'

/** Browsers end their pages between 17 and 33 million pixels; all rows have to fit. */
const HIGHEST_PAGE = 16_000_000
/** Pictures that a screen may show at once: each is three nodes of the document. */
const MOST_ON_SCREEN = 220

const listeners = new Set<() => void>()
let chosen: number | undefined

/** The person's choice in steps from the middle, 0. */
export function rowScale(): number {
  if (chosen === undefined) {
    const step = Math.round(Number(localStorage.getItem(KEY)))
    chosen = Number.isFinite(step) ? Math.max(-ROW_STEPS, Math.min(ROW_STEPS, step)) : 0
  }
  return chosen
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `rowScale`, drawn anew when it changes. */
export function useRowScale(): number {
  return useSyncExternalStore(subscribe, rowScale, () => 0)
}

/** Makes rows higher or lower in every gallery of this browser. */
export function chooseRowScale(step: number): void {
  chosen = step
  localStorage.setItem(KEY, String(step))
  for (const listener of listeners) listener()
}

/** In the middle a phone shows two or three pictures in a row, a wide screen six: most by their smallest thumbnail. */
function usualHeight(width: number): number {
  return Math.max(130, Math.min(240, width / 6))
}

/**
 * The height that rows come near to, in pixels. Where a library is so long that its page would end before its last row,
 * rows are as high as lets all of them fit.
 */
export function rowHeightFor(step: number, width: number, ratios: Float32Array): number {
  const wanted = usualHeight(width) * 2 ** (step / STEPS_PER_DOUBLE)
  const lowest = Math.sqrt((width * (globalThis.innerHeight || 900)) / MOST_ON_SCREEN)
  return Math.min(Math.max(wanted, Math.min(lowest, usualHeight(width))), highestRow(width, ratios))
}

/** Ratios of the last list that was measured: sums of 100,000 are not made for every row. */
let measured: { ratios: Float32Array; sum: number } | undefined

/** The highest row at which all pictures fit into a page; pixels. */
function highestRow(width: number, ratios: Float32Array): number {
  if (measured?.ratios !== ratios) {
    let sum = 0
    for (const ratio of ratios) sum += ratio
    measured = { ratios, sum }
  }
  return Math.sqrt((HIGHEST_PAGE * width) / Math.max(1, measured.sum))
}

/** Where every picture of the gallery stands. Typed arrays: 100,000 pictures are laid out in a few milliseconds. */
export interface JustifiedRows {
  rows: number
  /** First picture of each row; the entry after the last row is the number of pictures. */
  starts: Uint32Array
  /** Upper edge of each row in pixels; the entry after the last row is the whole height and a gap. */
  tops: Float64Array
  /** Height of each row in pixels. */
  heights: Float32Array
  /** Left edge and width of each picture in pixels. */
  lefts: Float32Array
  widths: Float32Array
}

interface Options {
  /** Pixels between the edges. */
  width: number
  /** The height rows come near to. */
  targetHeight: number
  gap: number
  /**
   * A picture that begins a row whatever stands before it: what comes and goes above then breaks no row from here on.
   */
  pin?: number
}

/** The last row before the pin may be this much higher than the target; else it shares with the row before it. */
const HIGHEST = 1.25
/** And two rows become one where that is at least this high. */
const LOWEST = 0.6

/**
 * Lays pictures out in rows that all end at the right edge, each picture in its true shape. `ratios` are widths
 * divided by heights. A row takes as many pictures as bring its height nearest to the target; the last row keeps the
 * target height and ends where its pictures end.
 */
export function justifiedRows(
  ratios: Float32Array,
  { width, targetHeight, gap, pin = 0 }: Options,
): JustifiedRows {
  const count = ratios.length
  const starts = new Uint32Array(count + 1)
  const tops = new Float64Array(count + 1)
  const heights = new Float32Array(count)
  const lefts = new Float32Array(count)
  const widths = new Float32Array(count)
  let rows = 0
  let top = 0
  let first = 0
  let sum = 0

  const heightOf = (ratioSum: number, pictures: number) => (width - gap * (pictures - 1)) / ratioSum

  const endRow = (end: number, height: number) => {
    starts[rows] = first
    tops[rows] = top
    heights[rows] = height
    let left = 0
    for (let at = first; at < end; at++) {
      const wide = (ratios[at] ?? 1) * height
      lefts[at] = left
      widths[at] = wide
      left += wide + gap
    }
    top += height + gap
    rows += 1
    first = end
    sum = 0
  }

  /** Ends a row of what is left before the pin, with the row before it where it would be too high alone. */
  const endBeforePin = (end: number) => {
    const alone = heightOf(sum, end - first)
    if (alone <= targetHeight * HIGHEST || rows === 0) {
      endRow(end, Math.min(alone, targetHeight * HIGHEST))
      return
    }
    rows -= 1
    first = starts[rows] ?? 0
    top = tops[rows] ?? 0
    let both = 0
    for (let at = first; at < end; at++) both += ratios[at] ?? 1
    const together = heightOf(both, end - first)
    if (together < targetHeight * LOWEST) {
      let half = 0
      let middle = first
      while (middle < end - 1 && half < both / 2) half += ratios[middle++] ?? 1
      endRow(middle, heightOf(half, middle - first))
      endRow(end, heightOf(both - half, end - first))
    } else {
      endRow(end, together)
    }
  }

  for (let at = 0; at < count; at++) {
    if (at === pin && first < at) endBeforePin(at)
    const ratio = ratios[at] ?? 1
    let height = heightOf(sum + ratio, at - first + 1)
    if (height <= targetHeight && at > first) {
      // With this picture the row is lower than the target, without it higher: the nearer one wins.
      const without = heightOf(sum, at - first)
      if (without - targetHeight < targetHeight - height) {
        endRow(at, without)
        height = heightOf(ratio, 1)
      }
    }
    sum += ratio
    if (height <= targetHeight) endRow(at + 1, height)
  }
  if (first < count) endRow(count, targetHeight)
  starts[rows] = count
  tops[rows] = top
  return { rows, starts, tops, heights, lefts, widths }
}

/** The row in which a picture stands. */
export function rowOf(layout: JustifiedRows, place: number): number {
  let low = 0
  let high = layout.rows
  while (low < high) {
    const middle = (low + high) >> 1
    if ((layout.starts[middle + 1] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return Math.min(low, Math.max(0, layout.rows - 1))
}

/** Height of all rows in pixels. */
export function totalHeight(layout: JustifiedRows, gap: number): number {
  return Math.max(0, (layout.tops[layout.rows] ?? 0) - gap)
}

/** Rows that touch the stretch from `from` to `to` (pixels), as first and one past the last. */
export function rowsWithin(layout: JustifiedRows, from: number, to: number): [first: number, end: number] {
  let low = 0
  let high = layout.rows
  while (low < high) {
    const middle = (low + high) >> 1
    if ((layout.tops[middle + 1] ?? 0) <= from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < layout.rows && (layout.tops[end] ?? 0) < to) end += 1
  return [low, end]
}

import { PAPERS, type SheetOptions } from './options.ts'

/** Lengths are points (1/72 inch). */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Cell {
  /** Place in the selection, from 0. */
  index: number
  /** Where the picture goes, fitted into it. */
  picture: Box
  /** Where its captions go. */
  captions: Box
}

export interface Page {
  width: number
  height: number
  cells: Cell[]
}

export const MARGIN = 34
export const HEADER = 26
const GAP = 12
export const CAPTION = { fontSize: 7, lineHeight: 9.2, above: 4 } as const
/** A prompt gets more lines than a fact. */
export const PROMPT_LINES = 3

/** The shape that suits the pictures: the middle one of theirs, but nothing so long that others drown in white. */
function boxRatio(ratios: readonly number[]): number {
  const sorted = ratios.toSorted((a, b) => a - b)
  return Math.min(1.8, Math.max(0.6, sorted[Math.floor(sorted.length / 2)] ?? 1))
}

/** Lines that the captions take at most. */
function captionLines(captions: SheetOptions['captions']): number {
  return captions.reduce((lines, caption) => lines + (caption === 'prompt' ? PROMPT_LINES : 1), 0)
}

/**
 * Puts pictures on pages: equal cells in rows, as many rows as a page holds (at least one: a cell higher than the page is
 * made lower).
 *
 * @param ratios width by height of each picture
 * @param endless one page as high as it needs to be, for a picture of the whole sheet
 */
export function layOutSheet(
  ratios: readonly number[],
  options: Pick<SheetOptions, 'paper' | 'landscape' | 'columns' | 'captions'>,
  endless = false,
): Page[] {
  const upright = PAPERS[options.paper]
  const width = options.landscape ? upright.height : upright.width
  const height = options.landscape ? upright.width : upright.height
  const { columns } = options
  const cellWidth = (width - 2 * MARGIN - GAP * (columns - 1)) / columns
  const captionHeight =
    options.captions.length === 0 ? 0 : CAPTION.above + captionLines(options.captions) * CAPTION.lineHeight
  const room = height - 2 * MARGIN - HEADER
  const wanted = cellWidth / boxRatio(ratios)
  const pictureHeight = endless ? wanted : Math.max(24, Math.min(wanted, room - captionHeight))
  const cellHeight = pictureHeight + captionHeight
  const rowsInAll = Math.ceil(ratios.length / columns)
  const rows = endless ? rowsInAll : Math.max(1, Math.floor((room + GAP) / (cellHeight + GAP)))
  const perPage = rows * columns
  return Array.from({ length: Math.ceil(ratios.length / perPage) }, (_, page) => ({
    width,
    height: endless ? 2 * MARGIN + HEADER + rows * cellHeight + (rows - 1) * GAP : height,
    cells: ratios.slice(page * perPage, (page + 1) * perPage).map((_, place) => {
      const x = MARGIN + (place % columns) * (cellWidth + GAP)
      const y = MARGIN + HEADER + Math.floor(place / columns) * (cellHeight + GAP)
      return {
        index: page * perPage + place,
        picture: { x, y, width: cellWidth, height: pictureHeight },
        captions: { x, y: y + pictureHeight, width: cellWidth, height: captionHeight },
      }
    }),
  }))
}

/** A picture in its own shape within a box: at the left and the bottom, where its caption begins. */
export function fitted(box: Box, ratio: number): Box {
  const width = Math.min(box.width, box.height * ratio)
  const height = width / ratio
  return { x: box.x, y: box.y + box.height - height, width, height }
}

import type { Size } from '#lib/models/catalogue.ts'

/** A place in the drawing, in pixels. */
export interface Box extends Size {
  left: number
  top: number
}

export interface SheetLayout extends Size {
  /** For each row its cells, for each cell its pictures. */
  boxes: Box[][][]
  columns: { left: number; width: number }[]
  rows: { top: number; height: number }[]
}

const GAP = 8
/** Pixels of the whole drawing, so that its memory is known: about 200 MB while it is drawn. */
const MOST_PIXELS = 24_000_000

/** Pictures of one cell beside and below one another, as wide as the cell. */
function cellBoxes(shapes: readonly Size[], width: number): { boxes: Box[]; height: number } {
  const across = shapes.length > 1 ? 2 : 1
  const each = Math.floor((width - GAP * (across - 1)) / across)
  const boxes: Box[] = []
  let top = 0
  for (let first = 0; first < shapes.length; first += across) {
    const row = shapes.slice(first, first + across).map((shape, index) => ({
      left: index * (each + GAP),
      top,
      width: each,
      height: Math.max(1, Math.round((each * shape.height) / shape.width)),
    }))
    boxes.push(...row)
    top += Math.max(...row.map(({ height }) => height)) + GAP
  }
  return { boxes, height: Math.max(each / 4, top - GAP) }
}

/**
 * Where everything of a grid stands. Cells get narrower until the whole is small enough to be drawn.
 *
 * @param shapes for each row its cells, for each cell the shapes of its pictures
 * @param head pixels that the heads take at the top and at the left
 */
export function layOut(
  shapes: readonly (readonly (readonly Size[])[])[],
  head: { top: number; left: number },
  cellWidth = 320,
): SheetLayout {
  const count = Math.max(1, ...shapes.map((row) => row.length))
  const columns = Array.from({ length: count }, (_, index) => ({
    left: head.left + index * (cellWidth + GAP),
    width: cellWidth,
  }))
  let top = head.top
  const rows: SheetLayout['rows'] = []
  const boxes = shapes.map((row) => {
    const cells = row.map((cell) => cellBoxes(cell, cellWidth))
    const height = Math.ceil(Math.max(cellWidth / 4, ...cells.map((cell) => cell.height)))
    const placed = cells.map((cell, index) =>
      cell.boxes.map((box) => ({
        ...box,
        left: box.left + (columns[index]?.left ?? 0),
        top: box.top + top,
      })),
    )
    rows.push({ top, height })
    top += height + GAP
    return placed
  })
  const layout = { boxes, columns, rows, width: head.left + count * (cellWidth + GAP), height: top }
  if (layout.width * layout.height <= MOST_PIXELS || cellWidth <= 48) return layout
  return layOut(shapes, head, Math.floor(cellWidth * 0.8))
}

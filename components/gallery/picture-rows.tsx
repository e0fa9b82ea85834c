import { useMemo, useRef } from 'react'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { GalleryTile } from './gallery-tile.tsx'
import { justifiedRows, rowsWithin, totalHeight } from './justified-rows.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { useWindow } from './use-window.ts'

const GAP = 2
/** Rows this far outside the window are drawn too; pixels. */
const AHEAD = 720

/** A phone shows two or three pictures in a row, a wide screen five or six. */
function targetHeight(width: number): number {
  return Math.max(130, Math.min(280, width / 5))
}

interface PictureRowsProps {
  items: readonly GalleryItemDto[]
  /** Names the list. */
  label: string
}

/**
 * Pictures edge to edge, in the order given. Only the rows near the window are in the page; the list keeps the
 * height of all.
 */
export function PictureRows({ items, label }: PictureRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const { me } = useStudioFacts()
  const { width, top, bottom } = useWindow(list)
  const layout = useMemo(
    () =>
      justifiedRows(
        Float32Array.from(items, (item) => item.width / item.height),
        { width, targetHeight: targetHeight(width), gap: GAP },
      ),
    [items, width],
  )
  const height = width === 0 ? 0 : totalHeight(layout, GAP)
  useKeptPlace(items[0]?.id, items.length, height)
  const [first, end] = width === 0 ? [0, 0] : rowsWithin(layout, top - AHEAD, bottom + AHEAD)
  const rows = Array.from({ length: end - first }, (_, index) => first + index)
  return (
    <ul ref={list} aria-label={label} className="relative overflow-hidden" style={{ height }}>
      {rows.flatMap((row) => {
        const start = layout.starts[row] ?? 0
        return items
          .slice(start, layout.starts[row + 1])
          .map((item, index) => (
            <GalleryTile
              key={item.id}
              item={item}
              own={item.person.id === me.id}
              left={layout.lefts[start + index] ?? 0}
              top={layout.tops[row] ?? 0}
              width={layout.widths[start + index] ?? 0}
              height={layout.heights[row] ?? 0}
              place={start + index}
              count={items.length}
            />
          ))
      })}
    </ul>
  )
}

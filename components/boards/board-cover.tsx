import { LayoutDashboard } from 'lucide-react'
import { Thumb } from '#components/picture/thumb.tsx'
import { cx } from '#components/ui/cx.ts'
import type { BoardDto } from '#lib/boards/schema.ts'

interface BoardCoverProps {
  board: Pick<BoardDto, 'cover'>
  /** One picture alone, where there is no room for more. */
  only?: boolean
  /** How wide the first picture is drawn, as in `img.sizes`. */
  sizes?: string
  className?: string
}

/** A board by its first pictures: the cover large, up to three more beside it. Decoration: its name stands by. */
export function BoardCover({ board, only = false, sizes = '32px', className }: BoardCoverProps) {
  const [first, ...others] = board.cover
  const rest = only ? [] : others.slice(0, 3)
  return (
    <span aria-hidden className={cx('flex shrink-0 gap-0.5 overflow-hidden bg-sunk', className)}>
      {!first && <LayoutDashboard className="m-auto size-1/4 max-h-8 text-faint" />}
      {first && (
        <span className="min-w-0 flex-[3]">
          <Thumb {...first} alt="" sizes={sizes} />
        </span>
      )}
      {rest.length > 0 && (
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          {rest.map((picture) => (
            <span key={picture.id} className="min-h-0 flex-1">
              <Thumb {...picture} alt="" sizes="96px" />
            </span>
          ))}
        </span>
      )}
    </span>
  )
}

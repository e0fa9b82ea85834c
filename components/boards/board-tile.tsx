import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AreaLink } from '#components/shell/area-link.tsx'
import { cx } from '#components/ui/cx.ts'
import { boardPath } from '#lib/boards/client.ts'
import type { BoardDto } from '#lib/boards/schema.ts'
import { BoardCover } from './board-cover.tsx'
import { useAddPictures } from './use-add-pictures.ts'
import { usePictureDrop } from './use-picture-drop.ts'

/** A board among others: its pictures, its name, how many and whose. */
export function BoardTile({ board }: { board: BoardDto }) {
  const t = useTranslations('boards')
  const addPictures = useAddPictures()
  const { over, handlers } = usePictureDrop((imageIds) => addPictures(board, imageIds))
  return (
    <li>
      <AreaLink
        href={boardPath(board.id)}
        draggable={false}
        {...(board.can.edit ? handlers : {})}
        className="group block rounded"
      >
        <BoardCover
          board={board}
          sizes="(width < 640px) 40vw, 260px"
          className={cx('aspect-4/3 rounded-picture', over && 'outline-4 outline-accent')}
        />
        <span className="mt-2 flex items-center gap-1.5">
          <span dir="auto" className="min-w-0 truncate font-medium group-hover:underline">
            {board.name}
          </span>
          {board.access === 'private' && (
            <Lock role="img" aria-label={t('rail.private')} className="size-3.5 shrink-0 text-muted" />
          )}
        </span>
        <span className="block truncate text-muted text-xs">
          {t('count', { count: board.count })} · {board.owner.name}
        </span>
      </AreaLink>
    </li>
  )
}

'use client'

import { Bookmark, Lock, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { clearSelection } from '#components/gallery/selection-store.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { cx } from '#components/ui/cx.ts'
import { boardPath, useBoards } from '#lib/boards/client.ts'
import type { BoardDto, BoardRef } from '#lib/boards/schema.ts'
import { searchPath, useSearches } from '#lib/searches/client.ts'
import { openNewBoard } from './add-to-board-store.ts'
import { BoardCover } from './board-cover.tsx'
import { matching } from './matching.ts'
import { useAddPictures } from './use-add-pictures.ts'
import { useMayMake } from './use-may-make.ts'
import { usePictureDrop } from './use-picture-drop.ts'

interface RailBoardsProps {
  /** Path of the page on screen. */
  path: string
  /** Pictures are being dragged: what takes them shows itself. */
  dragging: boolean
}

/** The boards by name in the open rail; while pictures are dragged, the places to drop them. */
export function RailBoards({ path, dragging }: RailBoardsProps) {
  const t = useTranslations('boards.rail')
  const saved = useTranslations('search.saved')
  const boards = useBoards()
  const mayMake = useMayMake()
  const addPictures = useAddPictures()
  const shown = matching(
    boards.data?.filter((board) => board.archivedAt === null && (!dragging || board.can.edit)) ?? [],
    '',
  )
  const drop = (board: BoardRef) => (imageIds: readonly string[]) => {
    addPictures(board, imageIds)
    clearSelection()
  }
  const searches = useSearches().data ?? []
  if (shown.length === 0 && searches.length === 0 && !dragging) return null
  return (
    <ul aria-label={t('label')} className="flex min-h-0 flex-col gap-0.5 overflow-y-auto pl-2">
      {dragging && mayMake && (
        <li>
          <NewBoardTarget />
        </li>
      )}
      {shown.map((board) => (
        <li key={board.id}>
          <RailBoard
            board={board}
            current={path === boardPath(board.id)}
            dragging={dragging}
            onDrop={drop(board)}
          />
        </li>
      ))}
      {!dragging &&
        searches.map((search) => (
          <li key={search.id}>
            <AreaLink
              href={searchPath(search)}
              draggable={false}
              className="flex h-9 items-center gap-2 rounded px-2 text-muted hover:bg-sunk hover:text-ink"
            >
              <span className="grid size-6 shrink-0 place-items-center">
                <Bookmark role="img" aria-label={saved('one')} className="size-4" />
              </span>
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {search.name}
              </span>
            </AreaLink>
          </li>
        ))}
    </ul>
  )
}

interface RailBoardProps {
  board: BoardDto
  current: boolean
  dragging: boolean
  onDrop: (imageIds: readonly string[]) => void
}

function RailBoard({ board, current, dragging, onDrop }: RailBoardProps) {
  const t = useTranslations('boards.rail')
  const { over, handlers } = usePictureDrop(onDrop)
  return (
    <AreaLink
      href={boardPath(board.id)}
      aria-current={current ? 'page' : undefined}
      draggable={false}
      {...(dragging ? handlers : {})}
      data-over={over || undefined}
      className={cx(
        'flex h-9 items-center gap-2 rounded px-2 text-muted hover:bg-sunk hover:text-ink aria-[current=page]:bg-sunk aria-[current=page]:text-ink',
        dragging && 'h-11 bg-sunk text-ink data-over:bg-accent data-over:text-on-accent',
      )}
    >
      <BoardCover board={board} only className="pointer-events-none size-6 rounded-picture" />
      <span dir="auto" className="pointer-events-none min-w-0 flex-1 truncate">
        {board.name}
      </span>
      {board.access === 'private' && (
        <Lock role="img" aria-label={t('private')} className="size-3 shrink-0" />
      )}
    </AreaLink>
  )
}

function NewBoardTarget() {
  const t = useTranslations('boards.rail')
  const { over, handlers } = usePictureDrop(openNewBoard)
  return (
    <button
      type="button"
      onClick={() => openNewBoard()}
      {...handlers}
      data-over={over || undefined}
      className="flex h-11 w-full items-center gap-2 rounded bg-sunk px-2 text-left data-over:bg-accent data-over:text-on-accent"
    >
      <span className="pointer-events-none grid size-6 place-items-center">
        <Plus aria-hidden className="size-4" />
      </span>
      <span className="pointer-events-none">{t('new')}</span>
    </button>
  )
}

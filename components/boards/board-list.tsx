'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { useBoards } from '#lib/boards/client.ts'
import { openNewBoard } from './add-to-board-store.ts'
import { BoardTile } from './board-tile.tsx'
import { SavedSearches } from './saved-searches.tsx'
import { Shelf } from './shelf.tsx'
import { useMayMake } from './use-may-make.ts'

/** All boards as tiles of their pictures, the last changed first; archived ones behind a filter. */
export function BoardList() {
  const t = useTranslations('boards')
  const boards = useBoards()
  const mayMake = useMayMake()
  return (
    <Shelf
      title={t('title')}
      words="boards"
      list={boards}
      isArchived={(board) => board.archivedAt !== null}
      tile={(board) => <BoardTile key={board.id} board={board} />}
      onMake={mayMake ? () => openNewBoard() : undefined}
      empty={<NoBoards mayMake={mayMake} />}
      after={<SavedSearches />}
    />
  )
}

/** Before the first board: what it is for, and the way to it. */
function NoBoards({ mayMake }: { mayMake: boolean }) {
  const t = useTranslations('boards.empty')
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-80 flex-col items-center justify-center gap-3 text-center">
      <svg viewBox="0 0 120 72" aria-hidden="true" className="mb-2 w-36 text-sunk">
        <g fill="currentColor">
          <rect width="80" height="72" rx="2" />
          <rect x="82" width="38" height="23" rx="1" />
          <rect x="82" y="25" width="38" height="22" rx="1" className="fill-accent" />
          <rect x="82" y="49" width="38" height="23" rx="1" />
        </g>
      </svg>
      <p className="text-lg">{t('title')}</p>
      <p className="text-balance text-muted">{mayMake ? t('text') : t('textViewer')}</p>
      {mayMake && (
        <Button variant="primary" size="lg" className="mt-2" onClick={() => openNewBoard()}>
          {t('go')}
        </Button>
      )}
    </div>
  )
}

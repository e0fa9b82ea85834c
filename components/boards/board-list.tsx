'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useBoards } from '#lib/boards/client.ts'
import { openNewBoard } from './add-to-board-store.ts'
import { BoardTile } from './board-tile.tsx'
import { useMayMake } from './use-may-make.ts'

/** All boards as tiles of their pictures, the last changed first; archived ones behind a filter. */
export function BoardList() {
  const t = useTranslations('boards')
  const boards = useBoards()
  const mayMake = useMayMake()
  const [archived, setArchived] = useState(false)
  const all = boards.data ?? []
  const put = all.filter((board) => board.archivedAt !== null)
  const shown = archived && put.length > 0 ? put : all.filter((board) => board.archivedAt === null)

  return (
    <div className="px-4 pt-4 pb-24 sm:px-6 sm:pb-16">
      <header className="flex min-h-10 flex-wrap items-center gap-2 pb-4">
        <h1 className="mr-auto text-lg">{t('title')}</h1>
        {put.length > 0 && (
          <Button variant="plain" aria-pressed={archived} onClick={() => setArchived(!archived)}>
            {archived ? t('showCurrent') : t('showArchived', { count: put.length })}
          </Button>
        )}
        {mayMake && all.length > 0 && (
          <Button variant="primary" onClick={() => openNewBoard()}>
            <Plus aria-hidden className="size-4" />
            {t('make')}
          </Button>
        )}
      </header>
      {boards.isPending ? (
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
      ) : boards.isError && all.length === 0 ? (
        <div role="alert" className="flex flex-col items-start gap-3">
          <p className="max-w-prose text-muted">{t('unreachable')}</p>
          <Button onClick={() => void boards.refetch()}>{t('retry')}</Button>
        </div>
      ) : all.length === 0 ? (
        <NoBoards mayMake={mayMake} />
      ) : (
        <ul className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-[repeat(auto-fill,minmax(240px,1fr))]">
          {shown.map((board) => (
            <BoardTile key={board.id} board={board} />
          ))}
        </ul>
      )}
    </div>
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

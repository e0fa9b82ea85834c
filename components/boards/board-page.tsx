'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { ConnectionNotice } from '#components/feed/connection-notice.tsx'
import { EndlessEnd } from '#components/feed/endless-end.tsx'
import { loadedList } from '#components/gallery/picture-list.ts'
import { PictureRows } from '#components/gallery/picture-rows.tsx'
import { SelectionArea } from '#components/gallery/selection-area.tsx'
import { PictureActionsProvider } from '#components/picture/picture-actions.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { ViewerHost } from '#components/viewer/viewer-host.tsx'
import { ApiError } from '#lib/api-client.ts'
import { useBoard, useBoardImages } from '#lib/boards/client.ts'
import type { BoardDto } from '#lib/boards/schema.ts'
import { BoardHeader } from './board-header.tsx'
import { useBoardActions } from './use-board-actions.ts'
import { useHandOrder } from './use-hand-order.ts'

/** One board: what it is, and its pictures. */
export function BoardPage({ boardId }: { boardId: string }) {
  const t = useTranslations('boards')
  const errorText = useErrorText()
  const board = useBoard(boardId)
  if (board.error) {
    const error = board.error instanceof ApiError ? board.error : new ApiError('unreadable', 0)
    const gone = error.code === 'not_found'
    return (
      <div role="alert" className="flex flex-col items-start gap-3 p-6">
        <h1 className="text-lg">{gone ? t('gone.title') : t('page.unavailable')}</h1>
        <p className="max-w-prose text-muted">{gone ? t('gone.text') : errorText(error)}</p>
        {!gone && <Button onClick={() => void board.refetch()}>{t('retry')}</Button>}
        <AreaLink href="/boards" className="underline underline-offset-4">
          {t('gone.toBoards')}
        </AreaLink>
      </div>
    )
  }
  if (!board.data) return <h1 className="sr-only">{t('page.label')}</h1>
  return (
    <>
      <BoardHeader board={board.data} />
      <BoardPictures board={board.data} />
    </>
  )
}

function BoardPictures({ board }: { board: BoardDto }) {
  const t = useTranslations('boards.page')
  const images = useBoardImages(board.id)
  const items = useMemo(() => images.data?.pages.flatMap((page) => page.items) ?? [], [images.data])
  const ids = useMemo(() => items.map((item) => item.id), [items])
  const { fetchNextPage, hasNextPage } = images
  const list = useMemo(
    () => loadedList(items, hasNextPage ? { fetch: () => void fetchNextPage() } : undefined),
    [items, hasNextPage, fetchNextPage],
  )
  const actions = useBoardActions(board)
  const byHand = board.sort === 'hand' && board.can.edit
  const order = useHandOrder(board.id, ids, byHand)

  if (items.length === 0) {
    if (images.isPending || images.isError) return null
    return (
      <p className="max-w-prose px-4 py-8 text-muted sm:px-6">
        {board.can.edit ? t('empty') : t('emptyView')}
      </p>
    )
  }
  return (
    <PictureActionsProvider>
      <SelectionArea
        order={list}
        board={{
          onRemove: board.can.edit ? actions.removePictures : undefined,
          onCover: board.can.manage ? actions.setCover : undefined,
          onStep: byHand ? order.step : undefined,
        }}
      >
        <div className="relative" {...order.handlers}>
          <PictureRows list={list} label={t(byHand ? 'picturesByHand' : 'pictures', { board: board.name })} />
          <div
            ref={order.mark}
            hidden
            className="pointer-events-none absolute z-10 w-1 rounded-full bg-accent"
          />
        </div>
      </SelectionArea>
      <p aria-live="polite" className="sr-only">
        {order.said}
      </p>
      <EndlessEnd query={images} />
      <ConnectionNotice />
      <ViewerHost list={list} />
    </PictureActionsProvider>
  )
}

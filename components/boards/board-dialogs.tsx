'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { usePictureCommand } from '#components/commands/use-picture-command.ts'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import {
  closeBoardDialog,
  currentBoardRequest,
  openAddToBoard,
  subscribeBoardRequest,
} from './add-to-board-store.ts'
import { useMayMake } from './use-may-make.ts'

const [AddToBoard, preload] = lazyDialog(() =>
  import('./add-to-board.tsx').then((module) => module.AddToBoard),
)
const [NewBoard] = lazyDialog(() => import('./new-board.tsx').then((module) => module.NewBoard))

/** Where the dialogs of boards appear, whoever asks for them, and the key that asks for one. Once per page; their code comes with the first. */
export function BoardDialogs() {
  const request = useSyncExternalStore(subscribeBoardRequest, currentBoardRequest, () => null)
  const mayMake = useMayMake()

  // Whoever has a picture under the pointer or the focus may press the key, and then type a name at once.
  useEffect(() => {
    if (!mayMake) return
    const near = (event: Event) => {
      if (!(event.target instanceof Element) || !event.target.closest('[data-picture]')) return
      preload()
      stop()
    }
    const stop = () => {
      document.removeEventListener('pointerover', near)
      document.removeEventListener('focusin', near)
    }
    document.addEventListener('pointerover', near, { passive: true })
    document.addEventListener('focusin', near)
    return stop
  }, [mayMake])

  usePictureCommand('picture.board', mayMake, openAddToBoard)

  if (request === null) return null
  return request.how === 'new' ? (
    <NewBoard imageIds={request.imageIds} onClose={closeBoardDialog} />
  ) : (
    <AddToBoard imageIds={request.imageIds} onClose={closeBoardDialog} />
  )
}

'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { selectedWith, selection } from '#components/gallery/selection-store.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { currentPicture } from '#components/viewer/viewer-store.ts'
import {
  closeBoardDialog,
  currentBoardRequest,
  openAddToBoard,
  subscribeBoardRequest,
} from './add-to-board-store.ts'
import { useMayMake } from './use-may-make.ts'

const [AddToBoard, preload] = lazily(() => import('./add-to-board.tsx').then((module) => module.AddToBoard))
const [NewBoard] = lazily(() => import('./new-board.tsx').then((module) => module.NewBoard))

/** The pictures that the key is about: the one in the viewer, the one with the focus, those chosen, the one pointed at. */
function picturesAtHand(): readonly string[] {
  const open = currentPicture()
  if (open !== null) return [open]
  const focused = document.activeElement?.closest<HTMLElement>('[data-picture]')?.dataset.picture
  if (focused !== undefined) return selectedWith(focused)
  if (selection().size > 0) return [...selection()]
  const pointed = document.querySelector<HTMLElement>('[data-picture]:hover')?.dataset.picture
  return pointed === undefined ? [] : [pointed]
}

/** Where the dialogs of boards appear, whoever asks for them, and the key `b`. Once per page; their code comes with the first. */
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

  useEffect(() => {
    if (!mayMake) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'b' || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const typing =
        event.target instanceof Element &&
        event.target.closest('input:not([type=checkbox]), textarea, [popover]')
      if (typing) return
      const pictures = picturesAtHand()
      if (pictures.length === 0) return
      event.preventDefault()
      openAddToBoard(pictures)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [mayMake])

  if (request === null) return null
  return request.how === 'new' ? (
    <NewBoard imageIds={request.imageIds} onClose={closeBoardDialog} />
  ) : (
    <AddToBoard imageIds={request.imageIds} onClose={closeBoardDialog} />
  )
}

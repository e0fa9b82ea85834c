'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { ViewerItem } from './viewer-item.ts'
import {
  closeViewer,
  currentPicture,
  followHistory,
  leaveViewer,
  loadedViewer,
  subscribeViewer,
  turnTo,
} from './viewer-store.ts'

interface ViewerHostProps {
  /** The list's pictures in its order. */
  items: readonly ViewerItem[]
  /** Called when the person comes near the end of `items`. */
  onNearEnd: () => void
}

/** Where a list opens its pictures: the viewer over it, fetched when first wanted. */
export function ViewerHost({ items, onNearEnd }: ViewerHostProps) {
  const id = useSyncExternalStore(subscribeViewer, currentPicture, () => null)
  useEffect(followHistory, [])
  const Viewer = loadedViewer()
  if (id === null || Viewer === null) return null
  return (
    <Viewer
      id={id}
      items={items}
      onTurn={turnTo}
      onClose={closeViewer}
      onLeave={leaveViewer}
      onNearEnd={onNearEnd}
    />
  )
}

'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { WholeCatalogue } from '#components/ui/whole-catalogue.tsx'
import type { ViewerList } from './viewer-list.ts'
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
  list: ViewerList
}

/** Where a list opens its pictures: the viewer over it, fetched when first wanted. */
export function ViewerHost({ list }: ViewerHostProps) {
  const id = useSyncExternalStore(subscribeViewer, currentPicture, () => null)
  useEffect(followHistory, [])
  const Viewer = loadedViewer()
  if (id === null || Viewer === null) return null
  return (
    <WholeCatalogue>
      <Viewer id={id} list={list} onTurn={turnTo} onClose={closeViewer} onLeave={leaveViewer} />
    </WholeCatalogue>
  )
}

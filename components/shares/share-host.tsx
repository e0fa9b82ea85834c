'use client'

import { useSyncExternalStore } from 'react'
import { usePictureCommand } from '#components/commands/use-picture-command.ts'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { closeShareDialog, currentShareTarget, openShareDialog, subscribeShareTarget } from './share-store.ts'
import { useSharer } from './use-sharer.ts'

const [ShareDialog] = lazyDialog(() => import('./share-dialog.tsx').then((module) => module.ShareDialog))

/** Where the share dialog appears, whoever opens it, and its key. Once per page; its code is fetched when it is first wanted. */
export function ShareHost() {
  const target = useSyncExternalStore(subscribeShareTarget, currentShareTarget, () => null)
  const { mayShare } = useSharer()
  usePictureCommand('picture.share', mayShare, (imageIds) => openShareDialog({ kind: 'images', imageIds }))
  return target && <ShareDialog target={target} onClose={closeShareDialog} />
}

'use client'

import { useSyncExternalStore } from 'react'
import { usePictureKey } from '#components/gallery/use-picture-key.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { closeShareDialog, currentShareTarget, openShareDialog, subscribeShareTarget } from './share-store.ts'
import { useSharer } from './use-sharer.ts'

const [ShareDialog] = lazily(() => import('./share-dialog.tsx').then((module) => module.ShareDialog))

/** Where the share dialog appears, whoever opens it, and the key `s`. Once per page; its code is fetched when it is first wanted. */
export function ShareHost() {
  const target = useSyncExternalStore(subscribeShareTarget, currentShareTarget, () => null)
  const { mayShare } = useSharer()
  usePictureKey('s', mayShare, (imageIds) => openShareDialog({ kind: 'images', imageIds }))
  return target && <ShareDialog target={target} onClose={closeShareDialog} />
}

'use client'

import { useSyncExternalStore } from 'react'
import { lazily } from '#components/ui/lazily.tsx'
import { closeShareDialog, currentShareTarget, subscribeShareTarget } from './share-store.ts'

const [ShareDialog] = lazily(() => import('./share-dialog.tsx').then((module) => module.ShareDialog))

/** Where the share dialog appears, whoever opens it. Once per page; its code is fetched when it is first wanted. */
export function ShareHost() {
  const target = useSyncExternalStore(subscribeShareTarget, currentShareTarget, () => null)
  return target && <ShareDialog target={target} onClose={closeShareDialog} />
}

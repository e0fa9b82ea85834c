import { lazily } from '#components/ui/lazily.tsx'

export const [WaitingTile, preloadWaitingTile] = lazily(() =>
  import('./waiting-tile.tsx').then((module) => module.WaitingTile),
)

export const [FailedTile] = lazily(() => import('./failed-tile.tsx').then((module) => module.FailedTile))

'use client'

import { lazily } from '#components/ui/lazily.tsx'
import { useQueueState } from '#lib/events/client.ts'

const [PausedNotice] = lazily(() => import('./paused-notice.tsx').then((module) => module.PausedNotice))

/** While the gateway's refusal keeps the queue stopped. */
export function QueueBanner() {
  const paused = useQueueState()?.paused
  return paused ? <PausedNotice {...paused} /> : null
}

'use client'

import { lazily } from '#components/ui/lazily.tsx'
import { useStudioFacts } from './facts-context.tsx'

const [DoneListener] = lazily(() => import('./done-listener.tsx').then((module) => module.DoneListener))

/** Listens for one's own pictures where the person wants to be told of them; nobody else fetches the code. */
export function DoneNotices() {
  const { me } = useStudioFacts()
  const { sound, system } = me.choices.notifications
  return (sound || system) && <DoneListener me={me.id} sound={sound} system={system} />
}

'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useQueueState, useStudioEvents } from '#lib/events/client.ts'
import { tabIcon, tabTitle } from './tab-icon.ts'

/** Listens to the studio's events and keeps the tab's title and icon true: pictures being made, and those finished while another tab was in front. */
export function TabStatus({ name }: { name: string }) {
  useStudioEvents()
  const queue = useQueueState()
  const path = usePathname()
  const making = (queue?.running ?? 0) + (queue?.queuedTotal ?? 0)
  const before = useRef(making)
  const [finished, setFinished] = useState(0)

  useEffect(() => {
    const done = before.current - making
    before.current = making
    if (done > 0 && document.hidden) setFinished((count) => count + done)
  }, [making])

  useEffect(() => {
    const seen = () => document.hidden || setFinished(0)
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a page's own title replaces ours when the path changes
  useEffect(() => {
    document.title = tabTitle(document.title || name, making, finished)
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    const wanted = making > 0 ? 'busy' : finished > 0 ? 'finished' : 'idle'
    if (icon) icon.href = wanted === 'idle' ? '/icon.svg' : tabIcon(wanted)
  }, [name, path, making, finished])

  return null
}

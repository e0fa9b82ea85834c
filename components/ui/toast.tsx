'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { lazily } from './lazily.tsx'
import { currentToasts, subscribeToasts, type Toast } from './toast-store.ts'

const [ToastList] = lazily(() => import('./toast-list.tsx').then((module) => module.ToastList), {
  words: false,
})

const NONE: readonly Toast[] = []

/** Where toasts appear, above everything, dialogs too. Once per page. */
export function ToastRegion({ closeLabel, label }: { closeLabel: string; label: string }) {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => NONE)
  const region = useRef<HTMLElement>(null)

  useEffect(() => {
    const element = region.current
    if (!element || toasts.length === 0) return
    // Shown afresh, so that it lies above whatever opened since.
    element.showPopover()
    return () => element.hidePopover()
  }, [toasts])

  return (
    <>
      {/* A live region must be there before its words: the visible list comes and goes. */}
      <p aria-live="polite" className="sr-only">
        {toasts.at(-1)?.text}
      </p>
      <section
        ref={region}
        popover="manual"
        aria-label={label}
        className="toasts fixed border-0 bg-transparent p-0"
      >
        {toasts.length > 0 && <ToastList toasts={toasts} closeLabel={closeLabel} />}
      </section>
    </>
  )
}

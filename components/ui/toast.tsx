'use client'

import { X } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toast-store.ts'

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
        className="fixed m-0 border-0 bg-transparent p-0"
        style={{ bottom: 'calc(var(--bottom-bar) + 16px)', left: '50%', transform: 'translateX(-50%)' }}
      >
        <ul className="flex flex-col items-center gap-2">
          {toasts.map((toast) => (
            <li
              key={toast.id}
              className="flex max-w-[min(480px,calc(100vw-32px))] items-center gap-2 rounded bg-ink py-1.5 pr-1.5 pl-3 text-bg shadow-float"
            >
              <span className={cx('py-0.5', toast.tone === 'danger' && 'font-medium')}>{toast.text}</span>
              {toast.action && (
                <button
                  type="button"
                  className="touch-target h-7 shrink-0 rounded px-2 font-medium underline underline-offset-4"
                  onClick={() => {
                    toast.action?.run()
                    dismissToast(toast.id)
                  }}
                >
                  {toast.action.label}
                </button>
              )}
              <IconButton
                label={closeLabel}
                size="sm"
                className="text-bg hover:bg-transparent hover:text-bg"
                onClick={() => dismissToast(toast.id)}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

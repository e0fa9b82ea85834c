'use client'

import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { cx } from './cx.ts'
import { typeAhead } from './typed-ahead.ts'

interface DialogProps {
  /** Names it for assistive technology. */
  label: string
  /** After it was closed, by Esc or by `close` of `handle`. Draw it no longer then. */
  onClose: () => void
  /** Lets whoever draws it close it, with the focus going back to where it came from. */
  handle?: RefObject<HTMLDialogElement | null>
  className?: string
  children: ReactNode
}

/**
 * The browser's own modal dialog (top layer, Esc, everything else inert, focus in and back), open as long as it is drawn. What
 * is marked `data-autofocus` has the focus first.
 * On a phone it is a sheet at the bottom edge. A click outside does not close it: there may be something typed in it.
 */
export function Dialog({ label, onClose, handle, className, children }: DialogProps) {
  const own = useRef<HTMLDialogElement>(null)
  const dialog = handle ?? own
  const closed = useRef(onClose)
  useEffect(() => {
    closed.current = onClose
  }, [onClose])

  // Closed before it leaves the document: only then does the focus go back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    element.showModal()
    const first = element.querySelector<HTMLElement>('[data-autofocus]')
    first?.focus({ preventScroll: true })
    typeAhead(first)
    const onClosed = () => {
      // The event comes a moment later; by then it may have been opened again.
      if (!element.open) closed.current()
    }
    element.addEventListener('close', onClosed)
    return () => {
      element.removeEventListener('close', onClosed)
      element.close()
    }
  }, [dialog])

  return createPortal(
    <dialog
      ref={dialog}
      aria-label={label}
      className={cx(
        'float m-auto max-h-[min(92dvh,800px)] w-[min(480px,calc(100vw-32px))] flex-col overflow-y-auto overscroll-contain border-0 bg-surface p-0 text-ink shadow-float backdrop:bg-scrim open:flex max-sm:mb-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-t-panel sm:rounded-panel',
        className,
      )}
    >
      {children}
    </dialog>,
    document.body,
  )
}

'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** The name of the button that closes it. */
  closeLabel: string
  className?: string
  children: ReactNode
}

/** A modal dialog: the browser's own (focus kept inside, Esc, focus back to where it was). */
export function Dialog({ open, onClose, title, closeLabel, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it; a click on the backdrop is the mouse's way
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={cx(
        'float sheet inset-0 m-auto w-[min(480px,100%)] border-0 bg-surface p-0 text-ink shadow-float backdrop:bg-scrim max-sm:mb-0 sm:rounded-panel',
        className,
      )}
    >
      <div className="p-4">
        <header className="mb-3 flex items-center justify-between gap-4">
          <h2 id={titleId} className="font-medium text-base">
            {title}
          </h2>
          <IconButton label={closeLabel} keys="Esc" size="sm" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </header>
        {open && children}
      </div>
    </dialog>
  )
}

'use client'

import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmDialogProps {
  title: string
  /** What will happen, and what cannot be undone. */
  children: ReactNode
  /** The verb. */
  action: string
  cancel: string
  tone?: 'danger' | 'primary'
  onConfirm: () => void
  /** Also after it was confirmed. */
  onClose: () => void
}

/** Asks before what cannot be taken back. The focus is on leaving things as they are. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, cancel, tone = 'danger', onConfirm, onClose } = props
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  return (
    <Dialog label={title} onClose={onClose} handle={handle} className="sm:max-w-100">
      <div className="flex flex-col gap-2 p-4">
        <h2 className="font-medium text-base">{title}</h2>
        <div className="text-pretty text-muted">{children}</div>
      </div>
      <div className="flex justify-end gap-2 px-4 pb-4 max-sm:pb-[max(16px,env(safe-area-inset-bottom))]">
        <Button size="lg" data-autofocus onClick={close}>
          {cancel}
        </Button>
        <Button
          size="lg"
          variant={tone}
          onClick={() => {
            onConfirm()
            close()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}

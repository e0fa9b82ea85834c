import { X } from 'lucide-react'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { Dialog } from './dialog.tsx'
import { IconButton } from './icon-button.tsx'

interface FormDialogProps {
  title: string
  /** Name of the button that closes it. */
  closeLabel: string
  onClose: () => void
  /** Makes the content a form. */
  onSubmit?: () => void
  /** At the foot, always in sight. */
  actions: (close: () => void) => ReactNode
  children: ReactNode
}

/** A dialog with a title, what scrolls, and actions that stay. */
export function FormDialog({ title, closeLabel, onClose, onSubmit, actions, children }: FormDialogProps) {
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Dialog label={title} onClose={onClose} handle={handle}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <header className="flex items-center justify-between py-2 pr-2 pl-4">
          <h2 className="font-medium text-base">{title}</h2>
          <IconButton label={closeLabel} keys="Esc" onClick={close}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </header>
        <div className="flex min-h-0 flex-col gap-5 px-4 pt-1 pb-4">{children}</div>
        <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-line border-t bg-surface px-4 py-3 max-sm:pb-[max(12px,env(safe-area-inset-bottom))]">
          {actions(close)}
        </footer>
      </form>
    </Dialog>
  )
}

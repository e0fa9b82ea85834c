import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'

interface BoardFrameProps {
  title: string
  onClose: () => void
  /** Makes it a form. */
  onSubmit?: () => void
  children: ReactNode
  /** At the foot, always in sight. */
  actions: (close: () => void) => ReactNode
}

/** A dialog about boards: its title, what scrolls, and what can be done. */
export function BoardFrame({ title, onClose, onSubmit, children, actions }: BoardFrameProps) {
  const t = useTranslations('boards')
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
          <IconButton label={t('close')} keys="Esc" onClick={close}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </header>
        <div className="flex min-h-0 flex-col gap-4 px-4 pb-4">{children}</div>
        <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-line border-t bg-surface px-4 py-3 max-sm:pb-[max(12px,env(safe-area-inset-bottom))]">
          {actions(close)}
        </footer>
      </form>
    </Dialog>
  )
}

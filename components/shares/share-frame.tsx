import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'

interface ShareFrameProps {
  title: string
  onClose: () => void
  /** Makes the content a form. */
  onSubmit?: () => void
  /** The actions at the foot; always in sight. */
  actions: (close: () => void) => ReactNode
  children: ReactNode
}

/** The dialog of everything about one link: a title, what scrolls, and actions that stay. */
export function ShareFrame({ title, onClose, onSubmit, actions, children }: ShareFrameProps) {
  const t = useTranslations('shares')
  const handle = useRef<HTMLDialogElement>(null)
  const close = () => handle.current?.close()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Dialog label={title} onClose={onClose} handle={handle}>
      <form noValidate onSubmit={submit} className="flex flex-col">
        <header className="flex items-center justify-between py-2 pr-2 pl-4">
          <h2 className="font-medium text-base">{title}</h2>
          <IconButton label={t('close')} keys="Esc" onClick={close}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </header>
        <div className="flex flex-col gap-5 px-4 pt-1 pb-4">{children}</div>
        <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-line border-t bg-surface px-4 py-3 max-sm:pb-[max(12px,env(safe-area-inset-bottom))]">
          {actions(close)}
        </footer>
      </form>
    </Dialog>
  )
}

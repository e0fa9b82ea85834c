import { X } from 'lucide-react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { dismissToast, type Toast } from './toast-store.ts'

/** What toasts look like. */
export function ToastList({ toasts, closeLabel }: { toasts: readonly Toast[]; closeLabel: string }) {
  return (
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
  )
}

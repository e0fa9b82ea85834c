export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'danger'
  action?: { label: string; run: () => void }
}

const SHOWN_MS = 6_000
/** With something to undo or to read carefully, longer. */
const SHOWN_LONG_MS = 10_000

let toasts: readonly Toast[] = []
let next = 1
const listeners = new Set<() => void>()

function change(value: readonly Toast[]) {
  toasts = value
  for (const listener of listeners) listener()
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentToasts = () => toasts

export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

/** Says how far something has come that takes a while, in the place of a toast. Gives the way to say more, and to end it. */
export function showProgress(): { say: (text: string) => void; end: () => void } {
  const id = next++
  return {
    say(text) {
      const toast: Toast = { id, text, tone: 'plain' }
      const known = toasts.some((one) => one.id === id)
      change(known ? toasts.map((one) => (one.id === id ? toast : one)) : [...toasts.slice(-2), toast])
    },
    end: () => dismissToast(id),
  }
}

/** Says something in passing, at most three at once; with an action (undo) it stays longer. Callable from anywhere. */
export function showToast(
  text: string,
  options: { action?: Toast['action']; tone?: Toast['tone'] } = {},
): void {
  const { tone = 'plain', action } = options
  const toast: Toast = { id: next++, text, tone, ...(action ? { action } : {}) }
  change([...toasts.slice(-2), toast])
  setTimeout(() => dismissToast(toast.id), action || tone === 'danger' ? SHOWN_LONG_MS : SHOWN_MS)
}

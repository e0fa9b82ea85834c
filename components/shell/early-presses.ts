/** Sent to the document once the page's script is there. */
export const READY = 'bunch:ready'

/**
 * Runs where the page's body begins, before any other script, as the text that it is: it can name nothing from outside itself.
 * Buttons and keys that are pressed before the page's script is there mean nothing to anybody. They are kept, and pressed
 * again in their order when it is, each once, however often somebody pressed it in the meantime.
 *
 * Of keys those that a command can have without the browser's doing something of its own: letters and signs outside of
 * fields, and Enter with ⌘ or Ctrl also in them.
 */
export function keepEarlyPresses(ready: string): void {
  const presses = new Map<unknown, () => void>()
  const keepClick = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button || button.disabled) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!presses.has(button)) presses.set(button, () => button.click())
  }
  const keepKey = (event: KeyboardEvent) => {
    const { target, key, code, ctrlKey, metaKey, altKey, shiftKey } = event
    if (!(target instanceof Element) || event.isComposing) return
    const held = ctrlKey || metaKey
    const sends = held && key === 'Enter'
    const commands = !held && key.length === 1 && key !== ' ' && !target.closest('input, textarea, select')
    if (!sends && !commands) return
    const again = { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true }
    const name = JSON.stringify(again)
    if (presses.has(name)) return
    presses.set(name, () => {
      const there = target.isConnected ? target : document.body
      there.dispatchEvent(new KeyboardEvent('keydown', again))
    })
  }
  // Before React listens, at the first place an event comes by.
  window.addEventListener('click', keepClick, true)
  window.addEventListener('keydown', keepKey, true)
  const release = () => {
    window.removeEventListener('click', keepClick, true)
    window.removeEventListener('keydown', keepKey, true)
    for (const press of presses.values()) press()
    presses.clear()
  }
  document.addEventListener(ready, release, { once: true })
  // A page whose script fails shows why instead, with buttons of its own, and never says that it is ready.
  window.addEventListener('error', release, { once: true })
}

/** Sent to the document once the page's script is there. */
export const READY = 'bunch:ready'

/**
 * Runs where the page's body begins, before any other script, as the text that it is: it can name nothing from outside itself.
 * Buttons and keys that are pressed before the page's script is there mean nothing to anybody. They are kept, and pressed
 * again in their order when it is, each once, however often somebody pressed it in the meantime. So is what was written,
 * chosen or switched on in a field: the script takes the field over as it stands, and knows of no change. So are files that
 * are dropped or pasted: for one let go over a page that does not hear it the browser would leave.
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
  const keepField = ({ target: field }: Event) => {
    const select = field instanceof HTMLSelectElement
    const input = field instanceof HTMLInputElement
    if (!select && !input && !(field instanceof HTMLTextAreaElement)) return
    const { value } = field
    const checked = input && field.checked
    // Of several that exclude one another the last.
    presses.set(input && field.type === 'radio' ? field.name : field, () => {
      if (!field.isConnected) return
      if (select || field.type === 'file') {
        if (select) field.value = value
        field.dispatchEvent(new Event('change', { bubbles: true }))
      } else if (input && (field.type === 'checkbox' || field.type === 'radio')) {
        field.checked = field.defaultChecked
        if (field.checked !== checked) field.click()
      } else if (field.defaultValue !== value) {
        const { selectionStart, selectionEnd } = field
        // To React a change is what differs from what was last written by itself: this it sees, the other goes past it.
        field.value = field.defaultValue
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
        if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd)
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
    })
  }
  const keepFiles = (event: DragEvent | ClipboardEvent) => {
    const { target } = event
    const dropped = event instanceof DragEvent
    const brought = dropped ? event.dataTransfer : event.clipboardData
    if (!brought?.types.includes('Files')) return
    event.preventDefault()
    if (event.type === 'dragover') return
    // What the event brings is there only as long as it is being told of.
    const data = new DataTransfer()
    for (const file of brought.files) data.items.add(file)
    const about = { bubbles: true, cancelable: true }
    const again = dropped
      ? new DragEvent('drop', { ...about, dataTransfer: data })
      : new ClipboardEvent('paste', { ...about, clipboardData: data })
    presses.set(again, () => {
      const there = target instanceof Element && target.isConnected ? target : document.body
      there.dispatchEvent(again)
    })
  }
  // Before React listens, at the first place an event comes by.
  window.addEventListener('click', keepClick, true)
  window.addEventListener('keydown', keepKey, true)
  window.addEventListener('input', keepField, true)
  for (const type of ['dragover', 'drop', 'paste'] as const) window.addEventListener(type, keepFiles, true)
  const release = () => {
    window.removeEventListener('click', keepClick, true)
    window.removeEventListener('keydown', keepKey, true)
    window.removeEventListener('input', keepField, true)
    for (const type of ['dragover', 'drop', 'paste'] as const)
      window.removeEventListener(type, keepFiles, true)
    for (const press of presses.values()) press()
    presses.clear()
  }
  document.addEventListener(ready, release, { once: true })
  // A page whose script fails shows why instead, with buttons of its own, and never says that it is ready.
  window.addEventListener('error', release, { once: true })
}

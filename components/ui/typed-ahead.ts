/** What was typed for a dialog whose code is on its way. */
let held = ''

/**
 * Keeps keys for the dialog that is about to open: otherwise each of them would be a command for what lies behind it, or
 * go into the field that has the focus still. Esc gives the dialog up. Returns the way to stop.
 */
export function holdKeys(onEscape: () => void): () => void {
  held = ''
  const onKey = (event: KeyboardEvent) => {
    // Keys of the browser's own stay its own, and so does what an input method spells.
    if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Escape') onEscape()
    else if (event.key === 'Backspace') held = held.slice(0, -1)
    else if ([...event.key].length === 1) held += event.key
    else if (event.key !== 'Enter' && event.key !== 'Delete') return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => window.removeEventListener('keydown', onKey, { capture: true })
}

/** Puts what was typed before the dialog was there into the field that it begins with. */
export function typeAhead(field: Element | null): void {
  const text = held
  held = ''
  if (text === '') return
  const takes = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
  // Fields that know no selection (numbers, days) are not written into like that.
  if (!takes || field.selectionStart === null || field.selectionEnd === null) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}

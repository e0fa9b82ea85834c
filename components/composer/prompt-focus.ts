import { holdKeys, typeAhead } from '#components/ui/typed-ahead.ts'
import { PROMPT_ID } from './prompt-id.ts'

/** A page that does not come for so long is waited for no more: keys are those of this page again. Milliseconds. */
const PATIENCE_MS = 10_000

/** Ends the wait of somebody who is on their way to the prompt. */
let giveUp: (() => void) | undefined

/** Brings the caret into the prompt; from another page, as soon as its own is there. What is typed until then is for it. */
export function focusPrompt(): void {
  giveUp?.()
  const field = document.getElementById(PROMPT_ID)
  if (field) {
    field.focus({ preventScroll: true })
    return
  }
  const end = () => {
    giveUp = undefined
    clearTimeout(timer)
    window.removeEventListener('pointerdown', end, { capture: true })
    release()
  }
  const release = holdKeys(end)
  const timer = setTimeout(end, PATIENCE_MS)
  // Whoever presses something here means to type here.
  window.addEventListener('pointerdown', end, { capture: true })
  giveUp = end
}

/** Takes in whoever was on their way to the prompt, now that it is there. */
export function welcomeToPrompt(field: HTMLTextAreaElement): void {
  if (!giveUp) return
  giveUp()
  field.focus({ preventScroll: true })
  typeAhead(field)
}

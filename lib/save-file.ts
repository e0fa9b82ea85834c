import type { ApiError } from './api-client.ts'
import type { ErrorBody } from './errors.ts'

/** Why the studio gave no file, as far as it can be known. */
export type Refusal = Pick<ApiError, 'code' | 'params' | 'field'>

/**
 * Has the browser save an answer of the studio as it comes, however large it is: only the answer to a form is, and nothing
 * of it passes through the page. The other side reads it with `readJsonOrForm`. The form goes into a hidden frame, so
 * that an answer that is no file does not take the page's place. Nothing tells when a file has begun to come, so its
 * frame stays, empty, as long as the page does.
 *
 * @param field of the form, which holds the input as JSON
 * @param onRefused told where no file came
 */
export function saveByForm(
  action: string,
  form: { field: string; input: unknown },
  onRefused: (refusal: Refusal) => void,
): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.name = `save-${crypto.randomUUID()}`
  const element = document.createElement('form')
  element.method = 'post'
  element.action = action
  element.target = frame.name
  const value = document.createElement('input')
  value.type = 'hidden'
  value.name = form.field
  value.value = JSON.stringify(form.input)
  element.append(value)
  document.body.append(frame, element)
  element.submit()
  element.remove()
  // A file that is saved loads nothing.
  frame.addEventListener('load', () => {
    const refusal = refusalIn(frame)
    if (refusal === null) return
    frame.remove()
    onRefused(refusal)
  })
}

/** What a frame shows in place of a file; `null` where it shows nothing yet. */
function refusalIn(frame: HTMLIFrameElement): Refusal | null {
  // Not ours to read: the browser's own page, or that of something between here and the studio.
  const page = frame.contentDocument
  if (page?.URL === 'about:blank') return null
  let body: Partial<ErrorBody> = {}
  try {
    body = JSON.parse(page?.body.textContent ?? '')
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  const { code = 'unreadable', params = {}, field } = body.error ?? {}
  return { code, params, field }
}

/** Has the browser save what an address of the studio answers; where that is no file, it says so itself. */
export function saveByLink(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
